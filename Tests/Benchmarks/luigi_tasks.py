"""No-op shell tasks for Luigi: luigi_tasks.py MARKS COUNT independent|chain"""
import logging
import subprocess
import sys
from pathlib import Path

import luigi

MARKS = Path(sys.argv[1])
COUNT = int(sys.argv[2])
IS_CHAIN = sys.argv[3] == "chain"


class Step(luigi.Task):
    index = luigi.IntParameter()

    def requires(self):
        return [Step(self.index - 1)] if IS_CHAIN and self.index else []

    def output(self):
        return luigi.LocalTarget(str(MARKS / str(self.index)))

    def run(self):
        subprocess.run(["/bin/sh", "-c", ":"], check=True)
        self.output().open("w").close()


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    MARKS.mkdir(parents=True, exist_ok=True)
    ends = [Step(COUNT - 1)] if IS_CHAIN else [Step(index) for index in range(COUNT)]
    sys.exit(0 if luigi.build(ends, local_scheduler=True, workers=2) else 1)
