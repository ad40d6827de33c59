/** A path with letters, digits and `.`, `-`, `/` as every tool reads it; other signs become `_` and their bytes in hex. */
export function safePath(file: string): string {
  return file.replaceAll(/[^A-Za-z0-9./-]/gu, (sign) =>
    [...Buffer.from(sign)].map((byte) => `_${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}
