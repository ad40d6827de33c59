#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(
    `This is Node ${process.versions.node}; Policybook needs Node 22.12 or later.\nFix: Call it with npx or npm run, which use the Node that was installed with it, or install a later Node.\n`,
  );
  process.exit(3);
}
// Loaded only now, because an older Node cannot read it.
const { runProcess } = await import('#commands/run-process.ts');
const { runPolicybook } = await import('#commands/run-policybook.ts');
await runProcess(runPolicybook);
export {};
