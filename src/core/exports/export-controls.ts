import type { Book } from '../model/book.ts';
import type { ApiDocuments } from '../schemas/api.ts';
import { listControls } from '../views/controls.ts';

export function exportControls(book: Book): ApiDocuments['controls']['controls'] {
  return listControls(book).map(({ framework, control, policies, verdicts, deviations }) => ({
    framework,
    control,
    policies: policies.map(({ title: _, duties, ...policy }) => ({
      ...policy,
      duties: duties.map(({ id }) => id),
    })),
    verdicts,
    deviations: deviations.map(({ change, verdict }) => ({
      change: change.record.id,
      rule: verdict.rule,
      clause: verdict.clause ?? null,
      answered: verdict.answer !== undefined,
    })),
  }));
}
