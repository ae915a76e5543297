#!/bin/sh
# 安装系统软件包：setup-system.sh chromium | python3-venv …；已有的跳过。装不了时说明原因和办法，不硬来。
set -u

present() {
  case "$1" in
    chromium)
      for name in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge; do
        command -v "$name" >/dev/null 2>&1 && return 0
      done
      [ -d "/Applications/Google Chrome.app" ] || [ -d "/Applications/Microsoft Edge.app" ] ;;
    python3-venv) python3 -c 'import venv, ensurepip' 2>/dev/null ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
  esac
}

stop() {
  echo "缺少系统软件 $1，$2。请安装后重试。" >&2
  exit 2
}

for package in "$@"; do
  present "$package" && continue
  command -v apt-get >/dev/null 2>&1 || stop "$package" "本机没有 apt-get，无法自动安装"
  if [ "$(id -u)" = 0 ]; then as=""; elif command -v sudo >/dev/null 2>&1; then as="sudo"; else
    stop "$package" "当前用户没有管理员权限，请联系管理员运行 apt-get install $package"
  fi
  echo "安装系统软件 $package ……"
  { $as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as apt-get install -y -qq --no-install-recommends "$package"; } >/dev/null 2>&1
  present "$package" || stop "$package" "自动安装没有成功"
done
