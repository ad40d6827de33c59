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
  /** What the rule may say with less; otherwise only that it is not known. */
  readonly to?: readonly Outcome[];
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
    const isExcepted = exceptions.some(
      (one) => one.rule === rule && (one.to ?? ['unknown']).includes(now),
    );
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

// What is not there points at no log; that it is missing is for the other rules to say.
const withoutField: readonly Exception[] = [
  {
    rule: 'change/retention',
    to: ['not-applicable', 'pass'],
    why: 'the evidence is gone with its log',
  },
  ...['change/record-fields', 'change/risk-parts', 'change/rollback-real'].map((rule) => ({
    rule,
    why: 'what is missing may be written while the record is open; what is written stands',
  })),
  {
    rule: 'change/two-people',
    to: ['pass'],
    why: 'a risk that is missing counts as high, and one that cannot be read is not known',
  },
];

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
        expectNoneBetter(scenario, { ...scenario, fields, risk }, withoutField);
      }),
      runs,
    );
  },
);

test.for([
  [{ hasTrailer: false }, []],
  [{ kind: undefined }, []],
  [{ validatedAfter: undefined }, []],
  [{ copiedAfter: undefined }, []],
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
  const wanted = changeRules.flatMap(({ code }) => [`${code} pass`, `${code} fail`]);
  expect(wanted.filter((one) => !seen.has(one))).toEqual([]);
});

test('the scenarios come to what is rare: passes by deputy, by signature, by export, after an emergency', () => {
  const drawn = fc
    .sample(scenarios, { numRuns: 3000, seed: 7 })
    .map((scenario) => ({ scenario, outcomes: judgeScenario(scenario) }));
  const passes = (rule: string, isMeant: (scenario: Scenario) => boolean) =>
    drawn.filter(
      ({ scenario, outcomes }) => outcomes[`change/${rule}`] === 'pass' && isMeant(scenario),
    ).length;
  const reached = {
    'sign-off by a deputy': passes('sign-off', ({ authors }) => authors.includes('ada')),
    'approval by signature alone': passes('approvals', ({ approvals }) =>
      approvals.every(({ proof }) => proof === 'signed'),
    ),
    'review of an export': passes('review-state', ({ checks }) => checks !== undefined),
    'retrospective of an emergency': passes('retrospective', ({ type }) => type === 'emergency'),
    'category of the paths': passes('category', ({ category }) => category === 'prompt'),
    'log that was copied': passes(
      'retention',
      ({ fields, copiedAfter }) =>
        copiedAfter !== undefined && fields.tested === 'passed; https://ci.example.org/runs/7',
    ),
    'change outside git': passes('two-people', ({ form }) => form === 'outside-git'),
  };
  expect(Object.entries(reached).filter(([, times]) => times < 3)).toEqual([]);
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
