/** What an SSH signature says of itself. */
export interface SshSignature {
  /** The public key in base64, as it stands in a `.pub` file. */
  readonly key: string;
  readonly algorithm: string;
  readonly namespace: string;
}

const armor =
  /^-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n?$/;

/**
 * Reads an armoured SSH signature (PROTOCOL.sshsig of OpenSSH). Undefined where it is none, or where anything stands
 * around or behind it: ssh-keygen reads up to the end mark and would pass over that.
 */
export function parseSshSignature(text: string): SshSignature | undefined {
  const body = armor.exec(text)?.[1];
  if (body === undefined) return undefined;
  const bytes = Buffer.from(body.replaceAll('\n', ''), 'base64');
  if (
    bytes.toString('latin1', 0, 6) !== 'SSHSIG' ||
    bytes.length < 10 ||
    bytes.readUInt32BE(6) !== 1
  ) {
    return undefined;
  }
  // Key, name space, reserved, hash, signature.
  const parts = readStrings(bytes, 10);
  const [key, namespace] = parts ?? [];
  if (!key || !namespace || parts?.length !== 5) return undefined;
  const algorithm = readStrings(key, 0, 1)?.[0]?.toString('latin1') ?? '';
  return { key: key.toString('base64'), algorithm, namespace: namespace.toString('utf8') };
}

/** Strings with their length before each, up to the end of the bytes or to a number of them. */
function readStrings(bytes: Buffer, start: number, atMost = Infinity): Buffer[] | undefined {
  const strings: Buffer[] = [];
  let from = start;
  while (from < bytes.length && strings.length < atMost) {
    if (from + 4 > bytes.length) return undefined;
    const to = from + 4 + bytes.readUInt32BE(from);
    if (to > bytes.length) return undefined;
    strings.push(bytes.subarray(from + 4, to));
    from = to;
  }
  return strings;
}
