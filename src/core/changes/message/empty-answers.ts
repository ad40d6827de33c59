import { recordFields } from '../../model/record-fields.ts';

/** What people and forges write where they have no answer. A closed list: any other text is an answer. */
const written = [
  ['tba', 'tbc', 'tbd', 'to be added', 'to be confirmed', 'to be decided', 'to be determined'],
  ['to be done', 'to be announced', 'todo', 'to do', 'fixme', 'xxx', 'wip', 'pending', 'later'],
  ['na', 'n/a', 'n.a', 'n.a.', 'none', 'nil', 'null', 'nothing', 'unknown', 'none yet'],
  ['none needed', 'not yet', 'not applicable', 'not available', 'not known', 'no response'],
  ['no description provided', 'see above', 'as above', 'see below', 'same as above', 'ditto'],
  ['see description', 'see title', 'see the title', 'as usual', 'same', 'idem', 'same as before'],
  // German, French, Spanish, Italian, Dutch, Polish, Portuguese
  ['keine', 'keiner', 'keines', 'nichts', 'entfällt', 'nicht zutreffend', 'k. a', 'k.a', 'ka'],
  ['siehe oben', 'wie oben', 'siehe beschreibung', 'dito', 'offen', 'noch offen', 'unbekannt'],
  ['wie üblich', 'folgt', 'wird nachgereicht', 'noch keine', 'noch nicht'],
  ['aucun', 'aucune', 'néant', 'rien', 'sans objet', 's.o', 's/o', 'à définir', 'à faire'],
  ['voir ci-dessus', 'voir description', 'inconnu', 'à compléter', 'idem ci-dessus'],
  ['ninguno', 'ninguna', 'nada', 'no aplica', 'n/d', 'por definir', 'pendiente', 'ver arriba'],
  ['nessuno', 'nessuna', 'niente', 'non applicabile', 'da definire', 'vedi sopra', 'sconosciuto'],
  ['geen', 'n.v.t', 'nvt', 'niet van toepassing', 'zie boven', 'volgt', 'onbekend', 'brak'],
  ['nie dotyczy', 'jak wyżej', 'do uzupełnienia', 'nenhum', 'nenhuma', 'não aplicável'],
  // Japanese, Chinese, Korean, Russian, Ukrainian
  ['なし', '無し', 'ない', '特になし', '未定', '該当なし', '同上', '不明', '後日', '未記入'],
  ['无', '無', '没有', '不适用', '不適用', '待定', '同上', '未知', '暂无', '如上'],
  [
    '없음',
    '해당 없음',
    '미정',
    '위와 같음',
    'нет',
    'отсутствует',
    'неприменимо',
    'н/д',
    'см. выше',
  ],
  ['немає', 'не застосовується', 'уточняется'],
];

/** In lower case, without the punctuation around. */
export const emptyAnswers: ReadonlySet<string> = new Set([
  ...written.flat(),
  // What the templates print, where somebody left it.
  ...Object.values(recordFields).flatMap(({ hint }) =>
    hint === undefined ? [] : [hint.toLowerCase().replace(/\.$/, '')],
  ),
]);
