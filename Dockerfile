FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 DATA_DIR=/data

# Recognises the text of scanned pages.
RUN apt-get update && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-kaz tesseract-ocr-rus \
    && rm -rf /var/lib/apt/lists/*

# The folders exist before volumes are mounted on them, so that the volumes belong to this user.
RUN useradd --uid 1000 --create-home huqyq \
    && install -d -m 700 -o huqyq -g huqyq /data /data/files /data/index
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .
RUN python -m compileall -q archive search

USER huqyq
# The two values only let the settings load; the containers get their own.
RUN SECRET_KEY=unused REDIS_URL=redis://unused python manage.py collectstatic --noinput --verbosity 0
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "--bind", "0.0.0.0:8000", "--worker-tmp-dir", "/dev/shm"]
