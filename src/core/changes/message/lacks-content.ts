import { recordFields, type RecordField } from '../../model/record-fields.ts';
import { isFiller, removeComments, stripMarks } from './is-filler.ts';

/** Whether a field is filler, evidence that was not gathered, or an incident that cannot be looked up. */
export function lacksContent(field: RecordField, text: string): boolean {
  if (isFiller(text)) return true;
  if (field === 'incident') return !/\d|:\/\//.test(text) || statesUndone(text);
  if (field === 'staging' && text.split(/[.;,]/).some(deniesStaging)) return true;
  return recordFields[field].isEvidence === true && statesUndone(text);
}

/** "Unit tests; staging skipped, urgent" */
function deniesStaging(clause: string): boolean {
  return /^\s*staging\b/i.test(clause) && statesUndone(clause);
}

/** Whether the first clause of a text states that something was not done, is still to be done, or failed. */
export function statesUndone(text: string): boolean {
  // Two or three rules judge the same text, one after the other.
  if (text !== last.text) last = { text, isUndone: judgeText(text) };
  return last.isUndone;
}

let last = { text: '', isUndone: false };

function judgeText(text: string): boolean {
  const plain = removeComments(text)
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/\bcannot\b/g, 'can not')
    .replace(/\bcan['’]t\b/g, 'can not')
    .replace(/\bwon['’]t\b/g, 'will not')
    .replace(/n['’]t\b/g, ' not')
    .replace(/\s+/g, ' ');
  const [clause = ''] = plain.split(clauseEnd, 1);
  const first = stripMarks(clause);
  if (undone.test(first)) return true;
  return failed.test(first) && !mended.test(plain.slice(first.length));
}

// After a colon or "no." a number is the result: "failed: 0", "no. 14".
const clauseEnd =
  /[,;!?()](?!\d)|(?<!\bno)[.:](?=\s|$)(?!\s\d)|(?<=\bno)[.:](?!\s*\d)|\s[-–—]\s|\s(?:because|but|so|due)\s/;

const deed =
  '(?:test(?:ed|ing)?|run|ran|tr(?:y|ied)|do(?:ne)?|execut(?:e|ed)|perform(?:ed)?|check(?:ed)?|verif(?:y|ied)|validat(?:e|ed)|evaluat(?:e|ed)|assess(?:ed)?|measur(?:e|ed)|deploy(?:ed)?|start(?:ed)?|happen(?:ed)?|written|added|finish(?:ed)?|complete(?:d)?|pass(?:ed)?)';
const state = '(?:possible|feasible|needed|necessary|required|applicable|available)';
const subject =
  '(?:(?:it|this|that|we|i|they|(?:the |a |an )?(?:tests?|testing|staging|evaluation|isolation|incident|agreement|dpa)(?: runs?)?) )?';
const auxiliary =
  '(?:(?:was|were|is|are|has|have|had|did|does|do|could|can|will|would|been|be|being) )*';
const adverb = '(?:(?:yet|been|be|fully|really|actually|even|separately) )*';
/** What may follow without another meaning: "did not run into errors" states a result. */
const rest =
  '(?=$| (?:yet|here|now|today|tonight|tomorrow|later|this time|again|separately|at all|so far|deliberately|on purpose|for|on|in|at|by|with|since|before|after|until|till|as|it|them|anything|any tests?|the (?:tests?|change|suite)|tests?|testing|staging|approval|review|results?)(?: |$)| to (?:test|run|try|do|check|verify|evaluate|measure|deploy)(?:$| (?:it|this|that|them|in|on)(?: |$))).*';

const undone = matchAny([
  'no|none|not|false|nothing|never|without|unknown|missing|soon|wip',
  'not yet .*',
  `${subject}${auxiliary}(?:not|never|unable to) ${adverb}(?:${deed}|${state}|yet)${rest}`,
  `${subject}${auxiliary}not ${adverb}(?:opened|signed)(?: (?:yet|so far))?`,
  `(?:nothing|nobody|no one) ${auxiliary}(?:yet )?(?:to )?${deed}${rest}`,
  `none (?:yet|so far|planned|run|done|${state})(?: .*)?`,
  `no (?:incident|agreement|dpa|isolation|checks?|runs?)(?: ${auxiliary}(?:${deed}|${state}|opened|signed))?(?: yet)?`,
  `no (?:need|time|environment|way|possibility|evaluation|tests?|testing|staging|(?:test|staging) (?:runs?|environment))(?: ${auxiliary}(?:${deed}|${state}))?${rest}`,
  `without (?:a |any )?(?:tests?|testing|staging|test runs?)${rest}`,
  `${subject}${auxiliary}(?:pending|skip(?:ped|ping)?|later|tomorrow|omitted|deferred|postponed|bypassed|untested|unverified|unchecked|unsigned|unnecessary|unneeded|outstanding|waived|left out)${rest}`,
  `${subject}${auxiliary}(?:in progress|ongoing|missing|(?:still )?open)`,
  `${subject}${auxiliary}(?:planned|scheduled)(?: (?:for|next|tomorrow|tonight|after|later)(?: .*)?)?`,
  'awaiting (?:the )?(?:approval|review|results?|runs?|tests?|signature|environment)(?: .*)?',
  `${subject}(?:still )?(?:(?:will|needs?|has|have|is|are|(?:is|are) going) )?to (?:follow|be (?:${deed}|opened|signed))(?: .*)?`,
  `${subject}(?:will|shall) (?:follow|(?:be )?${deed}|be (?:opened|signed))${rest}`,
  'needs? (?:testing|tests|staging)(?: .*)?',
]);

const failed = matchAny([
  '(?:(?:(?:the |all |some )?(?:unit |regression )?(?:tests?|suite|run|pipeline|build|staging|checks?)|it) (?:has |have )?)?(?:fail(?:s|ed|ing|ure)?|broken|red)',
  '(?!0 )\\d+ (?:(?:out )?of \\d+ )?(?:tests? )?(?:failed|failing|failures?)',
]);

/** Words that show that the failure was fixed or expected. */
const mended = /\b(?:pass\w*|green|fixed|mended|none|0|known|expected|success\w*|before)\b/;

function matchAny(patterns: readonly string[]): RegExp {
  return new RegExp(`^(?:${patterns.join('|')})$`);
}
