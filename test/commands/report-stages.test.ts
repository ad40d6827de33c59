import { expect, test } from 'vitest';
import type { Instant } from '#core/model/instant.ts';
import { reportStages } from '../../src/commands/report-stages.ts';

function watched(canAsk: boolean) {
  const written: string[] = [];
  let second = 0;
  const stages = reportStages({
    canAsk,
    stderr: (text) => void written.push(text),
    now: () => `2026-06-01T10:00:${String((second += 2)).padStart(2, '0')}Z` as Instant,
  });
  return { written, stages };
}

test('each stage has its seconds, and one that comes twice has those of both', () => {
  const { stages, written } = watched(false);
  stages.begin('Read the book');
  stages.begin('Print pages', { done: 1, of: 2 });
  stages.begin('Print pages', { done: 2, of: 2 });
  stages.begin('Read the book');
  expect(stages.end()).toBe('    4.0 s  Read the book\n    2.0 s  Print pages\n');
  expect(written).toEqual([]);
});

test('a person at a terminal sees one line, which is gone at the end', () => {
  const { stages, written } = watched(true);
  stages.begin('Read the book');
  stages.begin('Print pages', { done: 1, of: 2 });
  stages.end();
  expect(written).toEqual([
    '\r\u001B[2KRead the book …',
    '\r\u001B[2KPrint pages: 1 of 2',
    '\r\u001B[2K',
  ]);
});
