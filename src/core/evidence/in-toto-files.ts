import { createHash } from 'node:crypto';
import type { JudgedChange } from '../model/book.ts';
import type { Verdict } from '../model/verdict.ts';
import { isDeviation } from '../views/changes/verdict-words.ts';
import { canonicalJson } from './canonical-json.ts';
import { changesOf } from './period-population.ts';
import type { PackFile, PackOrder } from './pack.ts';

/** A thing by its digests: a ResourceDescriptor of in-toto. */
interface Resource {
  readonly name: string;
  readonly digest: Readonly<Record<string, string>>;
}

/**
 * The verdicts on each change as an in-toto statement about its commit, of the type test-result/v0.1, a line each. The
 * configuration is the version that judged it. A change that no single version judged has none, nor one outside git.
 */
export function* inTotoFiles(order: PackOrder): Iterable<PackFile> {
  const lines = changesOf(order).flatMap((change) => {
    const statement = describeVerdicts(change, order);
    return statement ? [`${canonicalJson(statement)}\n`] : [];
  });
  yield { path: 'statements.intoto.jsonl', bytes: lines };
}

function describeVerdicts({ record, judgedBy, verdicts }: JudgedChange, { book }: PackOrder) {
  const { commit, repository = '' } = record;
  if (commit === undefined || judgedBy.kind !== 'version') return undefined;
  const version = book.policies
    .find(({ id }) => id === judgedBy.policy)
    ?.versions.find((one) => one.version === judgedBy.version);
  if (!version) return undefined;
  return statementOf(
    [{ name: `${repository}/${record.id}`, digest: { gitCommit: commit } }],
    verdicts,
    {
      name: `${judgedBy.policy}/${judgedBy.version}`,
      digest: { policybookFingerprint: version.fingerprint },
    },
  );
}

/** A statement about the file with the sums of a pack, which names every other file: all verdicts of the pack at once. */
export function statementOfPack(sums: Uint8Array, order: PackOrder) {
  const verdicts = changesOf(order).flatMap((change) => change.verdicts);
  const population = canonicalJson({
    from: order.from,
    until: order.until,
    engine: order.engineDigest,
  });
  return statementOf(
    [{ name: 'SHA256SUMS', digest: { sha256: createHash('sha256').update(sums).digest('hex') } }],
    verdicts,
    {
      name: 'parameters',
      digest: { sha256: createHash('sha256').update(population).digest('hex') },
    },
  );
}

function statementOf(
  subject: readonly Resource[],
  verdicts: readonly Verdict[],
  configuration: Resource,
) {
  const rules = (isWanted: (verdict: Verdict) => boolean) =>
    [...new Set(verdicts.filter(isWanted).map(({ rule }) => rule))].sort();
  const failed = rules(isDeviation);
  // What is unknown is never a pass, and what is only advised is no failure.
  const warned = rules(
    (verdict) =>
      verdict.outcome === 'unknown' || (verdict.outcome === 'fail' && !isDeviation(verdict)),
  ).filter((rule) => !failed.includes(rule));
  const passed = rules(({ outcome }) => outcome === 'pass').filter(
    (rule) => !failed.includes(rule) && !warned.includes(rule),
  );
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject,
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    predicate: {
      result:
        failed.length > 0
          ? 'FAILED'
          : warned.length > 0 || passed.length === 0
            ? 'WARNED'
            : 'PASSED',
      configuration: [configuration],
      passedTests: passed,
      warnedTests: warned,
      failedTests: failed,
    },
  };
}
