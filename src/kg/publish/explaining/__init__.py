"""How two things hang together: the ways between them, in sentences, as a picture and as a memo."""
