import type { OnStage } from '#astro/run-astro.ts';
import type { Io } from './command.ts';

export interface Stages {
  readonly begin: OnStage;
  /** Ends the last stage, and returns a line for each stage with its seconds. */
  readonly end: () => string;
}

const clearLine = '\r\u001B[2K';

/** Shows a person at a terminal what is being done, in one line that is replaced; in a pipeline it writes nothing. */
export function reportStages({
  canAsk,
  now,
  stderr,
}: Pick<Io, 'canAsk' | 'now' | 'stderr'>): Stages {
  const seconds = new Map<string, number>();
  let latest: { readonly stage: string; readonly since: number } | undefined;
  const show = (text: string) => {
    if (canAsk) stderr(clearLine + text);
  };
  const close = (at: number) => {
    if (!latest) return;
    const { stage, since } = latest;
    seconds.set(stage, (seconds.get(stage) ?? 0) + (at - since) / 1000);
  };
  return {
    begin(stage, progress) {
      if (latest?.stage !== stage) {
        const at = Date.parse(now());
        close(at);
        latest = { stage, since: at };
      }
      show(progress ? `${stage}: ${progress.done} of ${progress.of}` : `${stage} …`);
    },
    end() {
      close(Date.parse(now()));
      latest = undefined;
      show('');
      return Array.from(
        seconds,
        ([stage, time]) => `${time.toFixed(1).padStart(7)} s  ${stage}\n`,
      ).join('');
    },
  };
}
