import { z } from 'zod';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { showValue } from '../../diagnostics/show-value.ts';
import type { DeploymentsFile, PipelineDeployment } from '../../model/deployments.ts';
import { instant, writtenText } from '../../schemas/scalars.ts';
import type { DigestedFile } from '../../model/source-file.ts';

/** Reads a pipeline's file, one JSON object a line. With one faulty line the whole file does not count. */
export function parseDeployments({ file, text, digest }: DigestedFile): {
  readonly deployments?: DeploymentsFile;
  readonly diagnostics: readonly Diagnostic[];
} {
  const deployments: PipelineDeployment[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, written] of text
    .replace(/^\u{feff}/u, '')
    .split('\n')
    .entries()) {
    if (written.trim() === '') continue;
    const read = readLine(written, index + 1, file);
    if ('deployment' in read) deployments.push(read.deployment);
    else diagnostics.push(...read.diagnostics);
  }
  return diagnostics.length > 0
    ? { diagnostics }
    : { deployments: { file, digest, deployments }, diagnostics };
}

function readLine(
  written: string,
  line: number,
  file: string,
): { deployment: PipelineDeployment } | { diagnostics: readonly Diagnostic[] } {
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    return { diagnostics: [notJson(file, line)] };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { diagnostics: [notJson(file, line)] };
  }
  const result = deploymentSchema.safeParse(value, { reportInput: true });
  if (!result.success) {
    return { diagnostics: result.error.issues.map((issue) => describeIssue(issue, file, line)) };
  }
  const { by, ...fields } = result.data;
  return { deployment: { line, ...fields, ...(by !== undefined && { by }) } };
}

function notJson(file: string, line: number): Diagnostic {
  const problem = 'The line is not a JSON object; each line is one, with commit, at and result.';
  const remedy =
    'Correct the line, or have the pipeline write it again; an object ends on its line.';
  return { code: 'deployments/json', severity: 'error', at: { file, line }, problem, remedy };
}

function describeIssue(
  { path, message, input }: z.core.$ZodIssue,
  file: string,
  line: number,
): Diagnostic {
  const problem = `"${path.join('.')}" is ${showValue(input)}; ${message.charAt(0).toLowerCase()}${message.slice(1)}.`;
  const remedy = 'Correct the line, and have the pipeline write this field so in future.';
  return { code: 'deployments/value', severity: 'error', at: { file, line }, problem, remedy };
}

/** One line of the file that a pipeline writes, a JSON object. Other fields are left out. */
const deploymentSchema = z.object({
  commit: z
    .string()
    .regex(/^[0-9a-f]{40,64}$/, 'expected the full id of the commit that was deployed'),
  at: instant.describe('When it was live, or had failed.'),
  by: writtenText
    .optional()
    .describe('Who started it: an address, `Name <address>`, an id or a login.'),
  environment: writtenText
    .default('production')
    .describe('Only production (also prod, live) makes a change deployed.'),
  result: z
    .enum(['success', 'failure', 'cancelled'])
    .describe('Only a success makes a change deployed.'),
});
