/** One path that a commit changed. */
export interface LogChange {
  /** `:modes ids status` as git writes it. */
  readonly head: string;
  readonly path: string;
  /** The path before, where git was asked for renames and found one. */
  readonly from?: string;
}

export interface LogParser {
  readonly write: (chunk: Uint8Array) => void;
  /** Hands on the last commit. Throws where the stream stopped inside one. */
  readonly end: () => void;
}

/**
 * Reads the output of `git log -z --raw` with a format of `fieldCount` fields, each ended by NUL.
 * After them git writes an empty token, then for each path a token `:modes ids status` and the path itself (for a
 * rename the path before comes first). Only the first token of a commit and those of paths can follow each other, and no commit id begins with a colon.
 */
export function createLogParser(
  fieldCount: number,
  onCommit: (fields: readonly string[], changes: readonly LogChange[]) => void,
): LogParser {
  let fields: string[] = [];
  let changes: LogChange[] = [];
  let head = '';
  let from: string | undefined;
  let expected: 'field' | 'separator' | 'change' | 'path' = 'field';

  function finish(): void {
    onCommit(fields, changes);
    fields = [];
    changes = [];
  }

  function takePath(path: string): void {
    if (from === undefined && /[RC]\d*$/.test(head)) {
      from = path;
      return;
    }
    changes.push(from === undefined ? { head, path } : { head, path, from });
    from = undefined;
    expected = 'change';
  }

  function take(token: string): void {
    if (expected === 'path') {
      takePath(token);
    } else if (expected === 'separator') {
      if (token !== '') throw unexpected(token);
      expected = 'change';
    } else if (expected === 'change' && (token.startsWith(':') || token.startsWith('\n:'))) {
      head = token.trimStart();
      expected = 'path';
    } else {
      if (expected === 'change') finish();
      fields.push(token);
      expected = fields.length === fieldCount ? 'separator' : 'field';
    }
  }

  const tokens = createTokenReader(take);
  return {
    write: tokens.write,
    end() {
      const rest = tokens.end();
      if (
        rest !== '' ||
        expected === 'path' ||
        expected === 'separator' ||
        fields.length % fieldCount !== 0
      ) {
        throw unexpected(rest);
      }
      if (expected === 'change') finish();
    },
  };
}

function createTokenReader(onToken: (token: string) => void) {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  // Pieces of a token that spans chunks are joined once, so that a huge one costs its length and no more.
  let pending: string[] = [];

  function read(text: string): void {
    let start = 0;
    for (let end = text.indexOf('\0'); end >= 0; end = text.indexOf('\0', start)) {
      const token = text.slice(start, end);
      onToken(pending.length === 0 ? token : pending.join('') + token);
      pending = [];
      start = end + 1;
    }
    if (start < text.length) pending.push(text.slice(start));
  }

  return {
    write(chunk: Uint8Array): void {
      read(decoder.decode(chunk, { stream: true }));
    },
    /** What follows the last NUL. */
    end(): string {
      read(decoder.decode());
      return pending.join('');
    },
  };
}

function unexpected(token: string): Error {
  return new Error(`git log stopped inside a commit, at ${JSON.stringify(token.slice(0, 80))}.`);
}
