# 两条命令：make report 生成示例学校的全部报告；make test 运行测试。其余准备（虚拟环境、依赖、测试用的浏览器）都自动完成。
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export PYTHONUTF8 := 1
# 装有 LibreOffice 时，Word 文件的目录页码按实排填准；没有就取 PDF 的页码
WORD_PAGES := $(shell command -v soffice >/dev/null 2>&1 && echo --word-pages)
export REPORTGEN_USER ?= 质量管理办公室

.PHONY: report test bench clean browser help

help:
	@echo "make report  生成示例学校的学校年报和企业年报（DOCX、PDF、HTML），放在 build/"
	@echo "make test    运行全部测试"
	@echo "make bench   与常用做法并排测速（另需 LibreOffice）；只测一项：make bench NAME=million"
	@echo "make clean   删除生成物"

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "需要 Python 3.11 或更高版本：请先安装，或用 make PYTHON=/路径/python3 指定"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || sh ./setup-system.sh python3-venv
	@echo "准备运行环境（只在第一次，需要几分钟）……"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]' || \
	  { echo "依赖没有装上：请检查网络或软件源，再运行一次"; exit 2; }
	@$(BIN)/python -m compileall -q reportgen
	@touch $@

browser:
	@sh ./setup-system.sh chromium

report: $(READY)
	@$(BIN)/reportgen freeze data_contracts/2024/exports --year 2024
	@$(BIN)/reportgen freeze data_contracts/2025/exports --year 2025
	@$(BIN)/reportgen build --final $(WORD_PAGES)
	@echo "成品在 build/ 下"

test: $(READY) browser
	@$(BIN)/python -m pytest -n auto --dist loadfile

bench: $(READY) browser
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	@$(BIN)/python benchmarks/run.py $(NAME)

clean:
	rm -rf build .cache
