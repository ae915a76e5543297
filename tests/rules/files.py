def inspected(files, pack, project):
    raise NotImplementedError
