import sax from 'sax';

/** The versions of each dependency that a manifest names, as they are written. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

type Pair = readonly [name: string, version: string];
interface Format {
  readonly name: RegExp;
  /** Whose names its dependencies have. */
  readonly registry: string;
  /** The dependencies of a text; undefined where it cannot be read. Absent where no format of this name is read. */
  readonly read?: Reader;
}
type Reader = (text: string) => readonly Pair[] | undefined;

const formats: readonly Format[] = [
  {
    name: /^package\.json$/,
    registry: 'npm',
    read: readJson(['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']),
  },
  { name: /^composer\.json$/, registry: 'composer', read: readJson(['require', 'require-dev']) },
  { name: /^requirements[^/]*\.(?:txt|in)$/, registry: 'python', read: readRequirements },
  { name: /^go\.mod$/, registry: 'go', read: readGoModule },
  { name: /^pom\.xml$/, registry: 'maven', read: readMavenProject },
  {
    name: /^(?:Cargo\.toml|pyproject\.toml|Pipfile|setup\.(?:py|cfg)|Gemfile|[^/]+\.gemspec|build\.gradle(?:\.kts)?|libs\.versions\.toml|[^/]+\.(?:cs|fs|vb)proj|packages\.config|Directory\.Packages\.props|mix\.exs|pubspec\.yaml|Package\.swift|Podfile|deno\.jsonc?)$/,
    registry: 'other',
  },
];
const mostLetters = 1024 * 1024;

/** Whether a file of this path names the dependencies of a program. */
export function isManifest(path: string): boolean {
  return formatOf(path) !== undefined;
}

/** Whose names the dependencies of a manifest have: two of one registry can have the same dependency. */
export function registryOf(path: string): string {
  return formatOf(path)?.registry ?? '';
}

/** The dependencies of a manifest, or why they cannot be read. */
export function readManifest(path: string, text: string): Dependencies | string {
  const read = formatOf(path)?.read;
  if (!read) return 'manifests of this name are not read';
  if (text.length > mostLetters) return 'it is larger than 1 MiB';
  const pairs = read(text);
  if (!pairs) return 'it is not in its form';
  const versions = new Map<string, string[]>();
  for (const [name, version] of pairs) {
    const known = versions.get(name);
    if (known === undefined) versions.set(name, [version]);
    else if (!known.includes(version)) known.push(version);
  }
  return versions;
}

function formatOf(path: string): Format | undefined {
  const file = path.slice(path.lastIndexOf('/') + 1);
  return formats.find(({ name }) => name.test(file));
}

function readJson(sections: readonly string[]): Reader {
  return (text) => {
    try {
      const parsed: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
      const root = entriesOf(parsed);
      if (!root) return undefined;
      const found = root.filter(([section]) => sections.includes(section));
      const pairs = found.map(([, section]) => entriesOf(section));
      if (pairs.includes(undefined)) return undefined;
      return pairs.flatMap((those) =>
        (those ?? []).map(([name, version]): Pair => [name, JSON.stringify(version).slice(1, -1)]),
      );
    } catch {
      return undefined;
    }
  };
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : undefined;
}

/** Options such as `-r other.txt` name no dependency; what else is not a name and a version counts by its whole line. */
function readRequirements(text: string): readonly Pair[] {
  const lines = text.replaceAll(/\\\r?\n/g, ' ').split('\n');
  return lines.flatMap((line): Pair[] => {
    const plain = line.replace(/(?:^|\s)#.*$/, '').trim();
    if (plain === '' || /^-(?!e\b|-editable\b)/.test(plain)) return [];
    const [requirement = ''] = plain.split(/\s+--|;/, 1);
    const [whole, name = '', version = ''] =
      /^([\w.-]+)\s*(?:\[[^\]]*\])?\s*((?:[=<>!~].*)?)$/.exec(requirement.trim()) ?? [];
    if (whole === undefined) return [[plain, '']];
    return [[name.toLowerCase().replaceAll(/[-_.]+/g, '-'), version.trim()]];
  });
}

/** What a module only takes along (`// indirect`) is left out; what replaces a module is a dependency of its own. */
function readGoModule(text: string): readonly Pair[] {
  let block = '';
  return text.split('\n').flatMap((line): Pair[] => {
    const [plain = '', comment = ''] = line.split('//', 2).map((part) => part.trim());
    if (plain === ')') block = '';
    const [, opened] = /^(\w+)\s*\($/.exec(plain) ?? [];
    if (opened !== undefined) block = opened;
    const words = (block === '' || opened !== undefined ? plain : `${block} ${plain}`).split(/\s+/);
    const [directive, name = '', ...rest] = words;
    if (opened !== undefined || name === '') return [];
    if (directive === 'replace') return [[words.slice(1).join(' '), '']];
    if (directive === 'toolchain' || directive === 'go') return [[directive, name]];
    return directive === 'require' && comment !== 'indirect' ? [[name, rest.join(' ')]] : [];
  });
}

/** Dependencies, plugins and the parent, with the versions that properties of the same file name. */
function readMavenProject(text: string): readonly Pair[] | undefined {
  const parser = sax.parser(true, {});
  const open: { readonly name: string; readonly parts: Map<string, string>; text: string }[] = [];
  const found: Map<string, string>[] = [];
  const properties = new Map<string, string>();
  const faults: Error[] = [];
  parser.onerror = (fault) => {
    faults.push(fault);
    parser.resume();
  };
  parser.onopentag = ({ name }) => open.push({ name, parts: new Map(), text: '' });
  const append = (part: string) => {
    const last = open.at(-1);
    if (last) last.text += part;
  };
  parser.ontext = append;
  parser.oncdata = append;
  parser.onclosetag = () => {
    const closed = open.pop();
    const around = open.at(-1);
    if (!closed) return;
    if (around?.name === 'properties') properties.set(closed.name, closed.text.trim());
    around?.parts.set(closed.name, closed.text.trim());
    if (['dependency', 'plugin', 'parent', 'extension'].includes(closed.name)) {
      found.push(closed.parts);
    }
  };
  parser.write(text).close();
  if (faults.length > 0) return undefined;
  const resolve = (value: string) =>
    value.replaceAll(
      /\$\{([^${}]{1,200})\}/g,
      (whole, name: string) => properties.get(name) ?? whole,
    );
  return found.map((parts) => {
    const group = parts.get('groupId') ?? 'org.apache.maven.plugins';
    const name = `${group}:${parts.get('artifactId') ?? ''}`;
    return [resolve(name), resolve(parts.get('version') ?? '')];
  });
}
