"""All commands as one application: what `kg --help` lists."""

from kg.cli import ask, check, edit, extract, facts, gate, mcp, read, releases, review, sandbox, site, web
from kg.cli.starting import empty

app = empty()
app.command("import")(facts.import_)
app.command("export")(facts.export)
app.command("read")(read.read)
app.command("extract")(extract.extract)
app.command("review")(review.review)
app.command("check")(check.check)
app.command("query")(ask.query)
app.command("build")(web.build)
app.command("release")(releases.release)
app.command("diff")(releases.diff)
app.command("gate")(gate.gate)
app.command("serve")(web.serve)
app.add_typer(edit.edit, name="edit")
app.add_typer(site.site, name="site")
app.command("mcp")(mcp.mcp)
app.command("sandbox")(sandbox.sandbox)
