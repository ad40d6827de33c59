import { expect, test } from 'vitest';
import { costlyBooks } from './costly-books.ts';
import { makeEverything } from './everything.ts';
import { measureGrowth } from './measure-growth.ts';

// A machine that is busy may interrupt a measurement.
const options = { retry: 2 };

test.for([...costlyBooks])('%s cost linear time', options, ([, make]) => {
  const growth = measureGrowth((letters) => makeEverything(make(letters)));
  expect(growth.ratio, JSON.stringify(growth)).toBeLessThan(3);
});
