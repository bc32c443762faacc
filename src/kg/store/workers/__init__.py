"""Other people's queries, each in a process of its own that can be ended: limits that hold whatever a query does.

    web, mcp, notebook ──asks──▶ pool ──▶ admission: whose turn is it
                                  │
                                  ├──▶ nursery: a process that holds the release and forks workers
                                  └──▶ worker: one query at a time; the kernel ends it at its limits

A worker has no way to the outside: it can open no file and no socket (RLIMIT_NOFILE), take no more
memory than allowed (RLIMIT_AS), and live no longer than its query may take (ITIMER_REAL).
"""
