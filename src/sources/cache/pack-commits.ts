import { isAscii } from 'node:buffer';
import type { Instant } from '#core/model/instant.ts';
import type { RawCommit, Signature, TextFault } from '#core/model/raw-commit.ts';

/** A commit as it is kept: with its signature as it stands in the object, which nobody has checked yet. */
export interface KeptCommit {
  readonly commit: RawCommit;
  readonly isOnLine: boolean;
  readonly armor?: string;
}

/** What is rare or repeats; everything else is numbers and one long text. */
interface Header {
  readonly people: readonly (readonly [name: string, email: string])[];
  readonly faults: readonly (readonly [index: number, fault: TextFault])[];
  readonly armors: readonly (readonly [index: number, armor: string])[];
  /** Ids of parents that stand in no earlier place of the pack, by `-1 - index`. */
  readonly strangers: readonly string[];
}

const bytesOfNumber = 4;

/**
 * Packs commits into bytes that are read back faster than git can print them: lengths and positions as numbers, then
 * all texts in one piece, of which the commits are slices.
 */
export function packCommits(commits: readonly KeptCommit[], scratch: Scratch): readonly Buffer[] {
  const places = new Map<string, number>();
  const numbers: number[] = [];
  const text = scratch.begin();
  const header = { people: [], faults: [], armors: [], strangers: [] } as {
    -readonly [Key in keyof Header]: Header[Key][number][];
  };
  const people = new Map<string, number>();
  const put = (value: string) => {
    text.put(value);
    numbers.push(value.length);
  };
  const putSignature = ({ name, email, at }: Signature) => {
    const key = `${name}\0${email}`;
    const place = people.get(key) ?? people.size;
    if (place === people.size) {
      people.set(key, place);
      header.people.push([name, email]);
    }
    numbers.push(place);
    put(at);
  };

  for (const [index, { commit, isOnLine, armor }] of commits.entries()) {
    const { id, parents, author, committer, message, paths, textFault } = commit;
    numbers.push(isOnLine ? 1 : 0);
    put(id);
    numbers.push(parents.length);
    for (const parent of parents) {
      numbers.push(places.get(parent) ?? -header.strangers.push(parent));
    }
    numbers.push(author === committer ? 1 : 0);
    putSignature(author);
    if (author !== committer) putSignature(committer);
    put(message);
    numbers.push(paths.length);
    paths.forEach(put);
    if (textFault) header.faults.push([index, textFault]);
    if (armor !== undefined) header.armors.push([index, armor]);
    places.set(id, places.size);
  }

  return [joinHead(commits.length, JSON.stringify(header), numbers), text.bytes()];
}

/** A buffer that each pack's text is written to: memory that is used again need not be collected. */
export interface Scratch {
  readonly begin: () => { readonly put: (text: string) => void; readonly bytes: () => Buffer };
}

export function createScratch(): Scratch {
  let buffer = Buffer.alloc(1 << 21);
  return {
    begin() {
      let length = 0;
      return {
        put(text) {
          const most = length + text.length * 3;
          if (most > buffer.length) {
            const larger = Buffer.alloc(most * 2);
            buffer.copy(larger, 0, 0, length);
            buffer = larger;
          }
          length += buffer.write(text, length);
        },
        bytes: () => buffer.subarray(0, length),
      };
    },
  };
}

/** Sizes, header and numbers, which begin at a multiple of their size. */
function joinHead(count: number, head: string, numbers: readonly number[]): Buffer {
  const length = Buffer.byteLength(head);
  const headLength = length + (-length & (bytesOfNumber - 1));
  const numbersFrom = 3 * bytesOfNumber + headLength;
  const bytes = Buffer.alloc(numbersFrom + numbers.length * bytesOfNumber, ' ');
  [count, headLength, numbers.length].forEach((size, index) => {
    bytes.writeInt32LE(size, index * bytesOfNumber);
  });
  bytes.write(head, 3 * bytesOfNumber);
  for (const [index, number] of numbers.entries()) {
    bytes.writeInt32LE(number, numbersFrom + index * bytesOfNumber);
  }
  return bytes;
}

/** Takes a commit of a pack. */
export type OnCommit = (commit: RawCommit, isOnLine: boolean, armor: string | undefined) => void;

/** Reads what `packCommits` wrote, in the same order, and keeps no view of the bytes. */
export function unpackCommits(bytes: Buffer, onCommit: OnCommit): void {
  const ids: string[] = [];
  const [count = 0, headLength = 0, numberCount = 0] = numbersAt(bytes, 0, 3);
  const headFrom = 3 * bytesOfNumber;
  const numbersFrom = headFrom + headLength;
  const header = JSON.parse(bytes.toString('utf8', headFrom, numbersFrom)) as Header;
  const numbers = numbersAt(bytes, numbersFrom, numberCount);
  const textBytes = bytes.subarray(numbersFrom + numberCount * bytesOfNumber);
  const text = textBytes.toString(isAscii(textBytes) ? 'latin1' : 'utf8');
  const armors = new Map(header.armors);
  const faults = new Map(header.faults);

  let next = 0;
  let from = 0;
  const number = () => numbers[next++] ?? 0;
  const slice = () => text.slice(from, (from += number()));
  const signature = (): Signature => {
    const [name = '', email = ''] = header.people[number()] ?? [];
    return { name, email, at: slice() as Instant };
  };
  const parent = () => {
    const place = number();
    return (place < 0 ? header.strangers[-1 - place] : ids[place]) ?? '';
  };

  for (let index = 0; index < count; index += 1) {
    const isOnLine = number() === 1;
    const id = slice();
    const parents = Array.from({ length: number() }, parent);
    const isSame = number() === 1;
    const author = signature();
    const committer = isSame ? author : signature();
    const message = slice();
    const paths = Array.from({ length: number() }, slice);
    const textFault = faults.get(index);
    const commit: RawCommit = { id, parents, author, committer, message, paths };
    ids.push(id);
    onCommit(textFault ? { ...commit, textFault } : commit, isOnLine, armors.get(index));
  }
}

function numbersAt(bytes: Buffer, from: number, count: number): Int32Array {
  // A view has to begin at a multiple of its number's size, which a part of a buffer may not.
  const copy = bytes.buffer.slice(
    bytes.byteOffset + from,
    bytes.byteOffset + from + count * bytesOfNumber,
  );
  return new Int32Array(copy);
}
