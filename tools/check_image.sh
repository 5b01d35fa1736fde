#!/usr/bin/env bash
# Builds the image and lints the example blog with it, on a read-only root, as a user without rights and without a network.
#   bash tools/check_image.sh [NAME]
# Without a Docker daemon it says so and succeeds, except in CI.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
image=${1:-postlint:check}
largest=250000000  # bytes, of which the Python image has about 130 million

if ! docker info >/dev/null 2>&1; then
    echo "check_image: no Docker daemon here; the image was not built"
    [ -z "${GITHUB_ACTIONS:-}" ]
    exit
fi
docker build --quiet --tag "$image" . >/dev/null

run() { docker run --rm --read-only --network none --cap-drop ALL --security-opt no-new-privileges --volume "$PWD/examples/blog:/site:ro" "$image" "$@"; }
status=0
run --level info >/dev/null || status=$?
[ "$status" -eq 1 ] || { echo "check_image: status $status on the example blog, wanted 1" >&2; exit 1; }
[ "$(docker run --rm --entrypoint id "$image" -u)" -ne 0 ] || { echo "check_image: it runs as root" >&2; exit 1; }
size=$(docker image inspect --format '{{.Size}}' "$image")
[ "$size" -le "$largest" ] || { echo "check_image: $size bytes, more than $largest" >&2; exit 1; }
echo "check_image: $image, $size bytes, $(run --version)"
