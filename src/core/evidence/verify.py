"""Verifies an evidence pack of Policybook with Python's standard library: python3 verify.py [DIR] [OLDER]

Written from the page "Evidence packs" of the guide. It checks the sums, the list of files, the signature (with
ssh-keygen), the commits, the population, the records and the checkpoint. It does not judge: `policybook verify` does.
DIR is the folder of this file unless it is named. OLDER is an older pack, which DIR has to extend.
"""
import csv, hashlib, io, json, os, re, subprocess, sys

BESIDE = {"SHA256SUMS", "SHA256SUMS.sig", "SHA256SUMS.tsr"}
faults = []

def check(is_good, words):
    if not is_good:
        faults.append(words)

class Pack:
    def __init__(self, folder):
        self.folder, self.sums = folder, {}

    def bytes(self, file):
        with open(os.path.join(self.folder, file), "rb") as opened:
            return opened.read()

    def json(self, file):
        value = json.loads(self.bytes(file))
        printed = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        check(printed.encode() == self.bytes(file), f"{file} is not canonical JSON")
        return value

    def table(self, file):
        return list(csv.DictReader(io.StringIO(self.bytes(file).decode("utf-8-sig"), newline=""), strict=True))

def check_files(pack):
    text = pack.bytes("SHA256SUMS").decode("ascii")
    last = ""
    for line in text.removesuffix("\n").split("\n") + ([] if text.endswith("\n") else [""]):
        match = re.fullmatch(r"([0-9a-f]{64})  ([A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*)", line)
        if not match or {".", ".."} & set(match[2].split("/")) or match[2] <= last:
            raise ValueError(f"SHA256SUMS has the line {line!r}")
        pack.sums[match[2]], last = match[1], match[2]
    found = set()
    for place, folders, files in os.walk(pack.folder):
        for name in files + [one for one in folders if os.path.islink(os.path.join(place, one))]:
            whole = os.path.join(place, name)
            check(os.path.isfile(whole) and not os.path.islink(whole), f"{whole} is no plain file")
            found.add(os.path.relpath(whole, pack.folder).replace(os.sep, "/"))
    for file in sorted((found - BESIDE) ^ set(pack.sums)):
        raise ValueError(f"{file} is {'missing' if file in pack.sums else 'not in SHA256SUMS'}")
    for file, digest in pack.sums.items():
        check(hashlib.sha256(pack.bytes(file)).hexdigest() == digest, f"{file} was altered")

def check_signature(pack, signer):
    is_signed = os.path.exists(os.path.join(pack.folder, "SHA256SUMS.sig"))
    check(is_signed == bool(signer), "what it states of its signature is not so")
    if not (signer and is_signed):
        return
    line = f'{signer["principal"]} namespaces="policybook-evidence" {signer["key"]}\n'
    check(pack.bytes("allowed_signers").decode() == line, "allowed_signers has another key")
    command = "ssh-keygen -Y verify -f allowed_signers -n policybook-evidence -s SHA256SUMS.sig -I".split()
    sums, command = pack.bytes("SHA256SUMS"), [*command, signer["principal"]]
    done = subprocess.run(command, input=sums, cwd=pack.folder, capture_output=True)
    check(done.returncode == 0, "the signature is not good")

def read_commits(pack, repository):
    """The commits of a branch by id, each with its bytes, in their order."""
    data, start, commits = pack.bytes(f"commits/{repository}.batch"), 0, {}
    while start < len(data):
        end = data.index(b"\n", start)
        name, kind, size = data[start:end].decode("ascii").split(" ")
        body = data[end + 1 : end + 1 + int(size)]
        start = end + 2 + int(size)
        if kind != "commit" or len(body) != int(size) or data[start - 1 : start] != b"\n":
            raise ValueError(f"commits/{repository}.batch is not whole at {name}")
        algorithm = hashlib.sha256 if len(name) == 64 else hashlib.sha1
        own = algorithm(b"commit %d\0" % len(body) + body).hexdigest()
        check(own == name, f"{name} has other bytes than its id states")
        check(name not in commits, f"{name} is there twice")
        commits[name] = body
    return commits

def check_line(branch, commits):
    """The first-parent line of a branch, oldest first; every other commit was brought in by a merge on it."""
    heads = {name: body.split(b"\n\n")[0].decode("latin-1") for name, body in commits.items()}
    parents = {name: re.findall(r"^parent (\w+)$", head, re.M) for name, head in heads.items()}
    line, reached = [branch["tip"]] if "tip" in branch else [], set()
    while line and parents[line[-1]]:
        line.append(parents[line[-1]][0])
    waiting = list(line)
    while waiting:
        place = waiting.pop()
        waiting += [] if place in reached else parents[place]
        reached.add(place)
    is_whole = reached == set(commits) and len(line) == branch["commits"]
    check(is_whole, f"commits of {branch['repository']} are not those of its branch")
    return line[::-1]

def check_records(pack, population, lines, commits):
    rows = pack.table("population.csv")
    ids = sorted(row["change"] for row in rows if row["change"])
    check(len(ids) == len(set(ids)) == population["records"], "the records are not those of the population")
    check(ids == sorted(row["change"] for row in pack.table("records.csv")), "records.csv has others")
    packed = {os.path.splitext(file)[0] for file in pack.sums if file.startswith("records/")}
    check({f"records/{one}" for one in ids} == packed, "records/ has others than population.csv")
    for part in population["repositories"]:
        name, earlier = part["repository"], part["earlier"]
        own = [row for row in rows if row["repository"] == name]
        span = lines[name][earlier : earlier + len(own)]
        check([row["commit"] for row in own] == span, f"the range of {name} is not its branch")
        check(len(own) == part["commits"] == part["records"] + len(part["exclusions"]), f"{name} does not add up")
        check(sum(1 for row in own if row["change"]) == part["records"], f"{name} has other records")
        excluded = [(one["commit"], one["code"]) for one in part["exclusions"]]
        check([(row["commit"], row["excluded"]) for row in own if row["excluded"]] == excluded, f"{name} excludes others")
    for row in (row for row in rows if row["change"]):
        record, file = pack.json(f"records/{row['change']}.json"), f"records/{row['change']}.commit"
        stated = (record["id"], record["day"], record.get("commit", ""))
        check(stated == (row["change"], row["day"], row["commit"]), f"{row['change']} is another record")
        own = commits[row["repository"]][row["commit"]] if row["commit"] else None
        check((pack.bytes(file) if file in pack.sums else None) == own, f"{file} is another commit")

def verify(folder, older):
    pack = Pack(folder)
    check_files(pack)
    population, checkpoint = pack.json("population.json"), pack.json("checkpoint.json")
    check_signature(pack, population["parameters"]["signer"])
    branches = {branch["repository"]: branch for branch in checkpoint["branches"]}
    commits = {name: read_commits(pack, name) for name in branches}
    lines = {name: check_line(branch, commits[name]) for name, branch in branches.items()}
    check(checkpoint["asOf"] == population["asOf"], "checkpoint.json is of another day")
    check_records(pack, population, lines, commits)
    for version in pack.json("policies.json"):
        own = hashlib.sha256(pack.bytes(version["path"])).hexdigest()
        check(own == version["sha256"], f"{version['path']} is not the text that policies.json states")
    if older:
        since = Pack(older).json("checkpoint.json")
        check(since["asOf"] <= checkpoint["asOf"], "the other pack is not older")
        for branch in since["branches"]:
            line = lines.get(branch["repository"], [])
            check(line[: branch["commits"]][-1:] == [branch["tip"]], f"{branch['repository']} does not extend the older pack")
    return population["marks"]

if __name__ == "__main__":
    marks, folders = [], sys.argv[1:] or [os.path.dirname(os.path.abspath(__file__))]
    try:
        marks = verify(folders[0], folders[1] if len(folders) > 1 else None)
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, csv.Error) as error:
        faults.append(f"it cannot be read: {error!r}")
    for fault in faults:
        print(f"FAIL: {fault}")
    print("The pack is not what it states to be." if faults else " ".join(["The pack is whole.", *marks]))
    sys.exit(1 if faults else 0)
