"""Web servers of others, started on the loopback network as their packages install them, each with a configuration of ours."""

import os
import re
import select
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
MODULES = Path("/usr/lib/apache2/modules")
_APACHE = (
    "mpm_event",
    "authz_core",
    "mime",
    "dir",
    "rewrite",
    "headers",
    "deflate",
    "filter",
    "negotiation",
    "alias",
    "proxy",
    "proxy_http",
)


def there(command: str) -> bool:
    """Tell whether a server is installed."""
    return shutil.which(command, path=PLACES) is not None


@contextmanager
def readable_folder() -> Iterator[Path]:
    """A folder that servers can read under a user of their own, which pytest's are not."""
    folder = Path(tempfile.mkdtemp(prefix="samenspel-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def nginx(configuration: str, folder: Path) -> Iterator[str]:
    """Start nginx with this `server`, its own files in a folder; the address. It has bound its port when its start returns."""
    port = free_port()
    own = configuration.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("listen [::]:80;", "")
    (folder / "server.conf").write_text(own)
    temporary = "".join(f"{kind}_temp_path {folder / kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user} worker_processes 1; pid {folder / 'pid'}; error_log {folder / 'error.log'};"
        f"events {{}} http {{ access_log off; {temporary} include {folder / 'server.conf'}; }}"
    )
    command = [str(shutil.which("nginx", path=PLACES)), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    tested = subprocess.run([*command, "-t"], check=False, capture_output=True, text=True)
    assert (tested.returncode, re.findall(r"\[(?:warn|emerg)\].*", tested.stderr)) == (0, []), tested.stderr
    subprocess.run(command, check=True, capture_output=True)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        _end(folder / "pid")


@contextmanager
def apache(site: Path, prefix: str, folder: Path) -> Iterator[str]:
    """Start Apache with a site under a prefix, and its .htaccess in force."""
    place = f"Alias {prefix} {site}" if prefix else f"DocumentRoot {site}"
    with apache_with(f"{place}\n<Directory {site}>\nAllowOverride All\nRequire all granted\n</Directory>\n", folder) as address:
        yield f"{address}{prefix}"


@contextmanager
def apache_with(configuration: str, folder: Path) -> Iterator[str]:
    """Start Apache with this configuration, its own files in a folder."""
    port = free_port()
    modules = "".join(f"LoadModule {name}_module {MODULES / f'mod_{name}.so'}\n" for name in _APACHE)
    (folder / "apache.conf").write_text(
        f"ServerRoot {folder}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {folder / 'pid'}\nErrorLog {folder / 'error.log'}\n"
        f"{modules}TypesConfig /etc/mime.types\nUser www-data\nGroup www-data\n{configuration}"
    )
    command = [str(shutil.which("apache2", path=PLACES)), "-f", str(folder / "apache.conf")]
    subprocess.run([*command, "-k", "start"], check=True, capture_output=True)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        _end(folder / "pid")


@contextmanager
def caddy(configuration: str, folder: Path) -> Iterator[str]:
    """Start Caddy with this site, without TLS."""
    port = free_port()
    own = re.sub(
        r"^(?:https?://)?[a-z.]+\.nl(?::\d+)? \{$", f"http://:{port} {{\n\tbind 127.0.0.1", configuration, count=1, flags=re.MULTILINE
    )
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\n{own}")
    command = [str(shutil.which("caddy", path=PLACES)), "start", "--config", "Caddyfile", "--adapter", "caddyfile", "--pidfile", "pid"]
    with (folder / "log").open("wb") as log:
        started = subprocess.run(command, check=False, cwd=folder, stdout=log, stderr=log, env={**os.environ, "HOME": str(folder)})
    assert started.returncode == 0, (folder / "log").read_text()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        _end(folder / "pid")


@contextmanager
def plain(site: Path) -> Iterator[str]:
    """Python's own file server over a site: the plainest host there is."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _end(pid_file: Path) -> None:
    """End a server, which is no child of ours, and wait until it is gone."""
    number = int(pid_file.read_text())
    watched = os.pidfd_open(number)
    try:
        os.kill(number, signal.SIGTERM)
        assert select.select([watched], [], [], 20)[0], f"process {number} does not end"
    finally:
        os.close(watched)
