"""How the web server runs, in `make run` and in the containers alike; only the address differs.

Threads of one process share one reader of the index and one cache; a host with more cores runs more containers.
"""

wsgi_app = "archive.wsgi"
worker_class = "gthread"
workers = 1
threads = 4
timeout = 60  # seconds
control_socket_disable = True  # its default place is one per user: two archives would fight for it
