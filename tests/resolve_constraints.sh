#!/bin/sh
# Resolves the dependencies with hashes and without any registry address. Usage: resolve_constraints.sh UV
set -eu
options="--quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links"
printf 'setuptools>=70\n' > build-requirements.in
# shellcheck disable=SC2086
"$1" pip compile $options pyproject.toml build-requirements.in -o constraints.txt
# shellcheck disable=SC2086
"$1" pip compile $options --extra dev -c constraints.txt pyproject.toml build-requirements.in -o constraints-dev.txt
rm build-requirements.in
