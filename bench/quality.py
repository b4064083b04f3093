"""How well judged questions are answered here and by other engines: `python -m bench.quality` prints a table."""

from bench.search.quality import main

if __name__ == "__main__":
    main()
