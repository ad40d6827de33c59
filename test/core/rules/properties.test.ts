import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Outcome } from '#core/model/verdict.ts';
import { changeRules } from '#core/rules/index.ts';
import { crew, judgeScenario, scenarios, type Member, type Scenario } from './judged-scenario.ts';

const runs = { numRuns: 250 };

/** What does not apply is as good as what passes. */
const rank: Readonly<Record<Outcome, number>> = {
  fail: 0,
  unknown: 1,
  pass: 2,
  'not-applicable': 2,
};

interface Exception {
  readonly rule: string;
  /** Only from a failure to what is not known; never to a pass. */
  readonly why: string;
}

/** Expects no rule to judge the poorer change better; an exception may fall back from fail to unknown. */
function expectNoneBetter(
  rich: Scenario,
  poor: Scenario,
  exceptions: readonly Exception[] = [],
): void {
  const before = judgeScenario(rich);
  const after = judgeScenario(poor);
  for (const [rule, outcome] of Object.entries(before)) {
    const now = after[rule] ?? 'pass';
    const isExcepted = exceptions.some((one) => one.rule === rule) && now === 'unknown';
    if (!isExcepted && rank[now] > rank[outcome]) {
      expect.fail(`${rule} was ${outcome} and is ${now} with less.`);
    }
  }
}

test('renaming all people changes no verdict', () => {
  const names: Record<Member, string> = {
    ada: 'zoe',
    ben: 'yan',
    cleo: 'xia',
    dana: 'wim',
    robo: 'vex',
  };
  fc.assert(
    fc.property(scenarios, (scenario) => {
      expect(judgeScenario(scenario, { nameOf: (member) => names[member] })).toEqual(
        judgeScenario(scenario),
      );
    }),
    runs,
  );
});

test('moving everything by whole weeks within one offset changes no verdict', () => {
  fc.assert(
    fc.property(scenarios, fc.integer({ min: 1, max: 6 }), (scenario, weeks) => {
      expect(judgeScenario(scenario, { weeks })).toEqual(judgeScenario(scenario));
    }),
    runs,
  );
});

test('the order in which things are listed changes no verdict', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const arrange = <Item>(items: readonly Item[]) => items.toReversed();
      expect(judgeScenario(scenario, { arrange })).toEqual(judgeScenario(scenario));
    }),
    runs,
  );
});

test('taking an approval away improves no verdict', () => {
  fc.assert(
    fc.property(scenarios, fc.nat(), (scenario, index) => {
      // An author's own approval is itself the breach, so without it the change is honestly better.
      const given = scenario.approvals.filter(({ by }) => !scenario.authors.includes(by));
      const taken = given[index % Math.max(given.length, 1)];
      const approvals = scenario.approvals.filter((one) => one !== taken);
      expectNoneBetter(scenario, { ...scenario, approvals });
    }),
    runs,
  );
});

test.for(['reason', 'risk', 'rollback', 'tested', 'staging', 'ticket', 'incident', 'ai-component'])(
  'taking %s away improves no verdict',
  (name) => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const fields = Object.fromEntries(
          Object.entries(scenario.fields).filter(([field]) => field !== name),
        );
        const risk = name === 'risk' ? undefined : scenario.risk;
        expectNoneBetter(scenario, { ...scenario, fields, risk });
      }),
      runs,
    );
  },
);

test.for([
  [{ hasTrailer: false }, []],
  [{ kind: undefined }, []],
  [{ validatedAfter: undefined }, []],
  [{ retrospectiveAfter: undefined }, []],
  [{ monitoredFor: undefined }, [{ rule: 'change/monitoring', why: 'nobody says how long' }]],
  [{ requestedBefore: undefined }, [{ rule: 'change/lead-time', why: 'nobody says when' }]],
  [{ checks: undefined }, [{ rule: 'change/review-state', why: 'the source is gone' }]],
] as const)('taking away %j improves no verdict', ([removal, exceptions]) => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      expectNoneBetter(scenario, { ...scenario, ...removal }, exceptions);
    }),
    runs,
  );
});

test('without its type a change never comes out better as a whole', () => {
  const worst = (outcomes: Record<string, Outcome>) =>
    Math.min(...Object.values(outcomes).map((outcome) => rank[outcome]));
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const without = { ...scenario, type: undefined };
      expect(worst(judgeScenario(without))).toBeLessThanOrEqual(worst(judgeScenario(scenario)));
    }),
    runs,
  );
});

test('a change of a scope that has categories fails without one', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const scopes = [...new Set([...scenario.scopes, 'ai' as const])];
      const outcomes = judgeScenario({ ...scenario, scopes, category: undefined });
      expect(outcomes['change/category']).toBe('fail');
    }),
    runs,
  );
});

test('the scenarios bring every rule to pass and to fail', () => {
  const seen = new Set<string>();
  for (const scenario of fc.sample(scenarios, { numRuns: 2000, seed: 7 })) {
    for (const [rule, outcome] of Object.entries(judgeScenario(scenario))) {
      seen.add(`${rule} ${outcome}`);
    }
  }
  // Their evidence is too short to hold a link to a log.
  const rules = changeRules.map(({ code }) => code).filter((code) => code !== 'change/retention');
  const wanted = rules.flatMap((rule) => [`${rule} pass`, `${rule} fail`]);
  expect(wanted.filter((one) => !seen.has(one))).toEqual([]);
});

test('one more author never turns a failure into a pass', () => {
  // Where the holder of a role becomes an author a deputy may sign, which is the policy's own exception.
  const joining = crew.filter((member) => member !== 'ada');
  fc.assert(
    fc.property(scenarios, fc.constantFrom(...joining), (scenario, author) => {
      const authors = [...new Set([...scenario.authors, author])];
      expectNoneBetter(scenario, { ...scenario, authors });
    }),
    runs,
  );
});

test.for(Object.getOwnPropertyNames(Object.prototype))(
  '%s, which every object has, is no name of the policy',
  (name) => {
    const named = (scenario: Scenario, word: string) =>
      [
        { type: word },
        { kind: word },
        { category: word },
        { vulnerability: [word.toLowerCase().replaceAll('_', ''), 0] },
      ].map((part) => judgeScenario({ ...scenario, ...part } as Scenario));
    fc.assert(
      fc.property(scenarios, (scenario) => {
        expect(named(scenario, name)).toEqual(named(scenario, 'nowhere'));
      }),
      { numRuns: 25 },
    );
  },
);
