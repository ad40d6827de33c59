import { expect, test } from 'vitest';
import { findMeans, meansInWords } from '#core/rules/facts/means-of-restoring.ts';

test.for([
  ['Script 7-down.sql drops the column, which nothing reads.', 'a script'],
  ['Revert, then run migrations/0042-down.sql, which restores the column.', 'a script'],
  ['Revert with the script beside the migration.', 'a script'],
  ['The rollback script is in the ticket.', 'a script'],
  ['Run the script if the totals do not match.', 'a script'],
  ['The rollback migration puts the rows back.', 'a script'],
  ['Apply the down migration, then deploy the earlier release.', 'a script'],
  ['Migrate down by one; the column is empty until then.', 'a script'],
  ['Restore the table from the backup of the night without downtime.', 'a backup'],
  ['Roll back to the snapshot taken before the merge.', 'a backup'],
  ['Point-in-time recovery to the minute before.', 'a backup'],
  ['The exported lines are kept and can be loaded again; the export is loaded back.', 'a copy'],
  ['drop the index and revert, in any order', 'a statement'],
  ['Revert; the column can be dropped at leisure.', 'a statement'],
  ['ALTER TABLE invoices DROP COLUMN paid;', 'a statement'],
  ['Read the former table again with the flag.', 'a former table'],
  ['deploy the earlier release; the old column is still filled', 'a former table'],
  ['hide the mark; the columns stay', 'an additive change'],
  ['Revert. The migration only adds a table.', 'an additive change'],
  ['No script is needed since the new table stays.', 'an additive change'],
] as const)('"%s" names %s', ([rollback, name]) => {
  expect(findMeans(rollback)).toMatch(name);
  expect(meansInWords).toContain(name);
});

test.for([
  'Revert',
  'Revert the merge commit.',
  'Redeploy the image of yesterday.',
  'Roll back the merge.',
  'Roll the merge back.',
  'Rollback.',
  'Put back the release of Monday.',
  'Revert this commit; no data is lost, data none.',
  'Revert; nothing is stored.',
  'Revert; the data is safe.',
  'Revert the migration script.',
  'Roll the migration script back.',
  'Roll back migration 42.',
  'Rolling back the migration script.',
  'A redeployment of the migration script.',
  'Revert and redeploy the table service.',
  'Undo migrations/0042.sql by reverting the commit.',
  'Revert; no script, no migration.',
  'Revert. A script is not needed.',
  'Revert. There is no need for a backup.',
  'Script: none. Revert.',
  'Revert; the script isn’t written yet.',
  'Revert this change, which dropped a column.',
  'Redeploy the earlier release, which reads the table.',
])('"%s" names no means', (rollback) => {
  expect(findMeans(rollback)).toBeUndefined();
});
