// crypto.subtle is absent on plain http, where companies serve pages inside their own network.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { drawSample, type SampleUnit } from '#core/model/draw-sample.ts';

interface ListedRecord extends SampleUnit {
  readonly day: string;
  readonly title: string;
}

const form = document.querySelector<HTMLFormElement>('.sampler');
const place = document.querySelector('.drawn');

async function readRecords(address: string): Promise<readonly ListedRecord[]> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  const { records } = (await response.json()) as { records: readonly ListedRecord[] };
  return records;
}

function line(tag: string, ...content: (string | Node)[]): HTMLElement {
  const element = document.createElement(tag);
  element.append(...content);
  return element;
}

function show(records: readonly ListedRecord[], values: FormData, changes: string): Node[] {
  const read = (name: string) => {
    const value = values.get(name);
    return typeof value === 'string' ? value : '';
  };
  const [from, to, seed, all] = ['from', 'to', 'seed', 'all'].map(read) as [
    string,
    string,
    string,
    string,
  ];
  const size = Number(read('size'));
  const isByType = values.has('by');
  const population = records.filter(({ day }) => day >= from && day <= to);
  const order = { size, seed, isByType, all: all === '' ? [] : [all] };
  const sample = drawSample(population, order, (text) => bytesToHex(sha256(utf8ToBytes(text))));
  const items = sample.drawn.map(({ id, type, day, title }) => {
    const link = document.createElement('a');
    link.href = `${changes}${id}/`;
    link.textContent = title;
    return line('li', link, ` ${id}, ${type}, ${day}`);
  });
  const quoted = `'${seed.replaceAll("'", String.raw`'\''`)}'`;
  const command = `npm run sample -- --from ${from} --to ${to} --size ${size} --seed ${quoted}${isByType ? ' --by type' : ''}${all === '' ? '' : ` --all ${all}`}`;
  return [
    line(
      'p',
      `${items.length} drawn of ${population.length} changes. SHA-256 of their ids: `,
      line('code', sample.populationDigest),
    ),
    line('ol', ...items),
    line('p', 'The same on the command line, with a worksheet: ', line('code', command)),
  ];
}

if (form && place) {
  form.hidden = false;
  form.previousElementSibling?.remove();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const values = new FormData(form);
    const { records = '', change = '' } = form.dataset;
    void readRecords(records).then(
      (found) => {
        place.replaceChildren(...show(found, values, change));
      },
      () => {
        place.replaceChildren(
          line('p', 'The list of changes could not be read. Load the page again.'),
        );
      },
    );
  });
}
