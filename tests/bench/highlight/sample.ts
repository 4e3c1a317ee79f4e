// A queue that runs at most so many tasks at once.
interface Task<T> {
  readonly name: string;
  run(signal: AbortSignal): Promise<T>;
}

type Outcome<T> = { ok: true; value: T } | { ok: false; error: unknown };

export class Queue {
  private waiting: Array<() => void> = [];
  private running = 0;

  constructor(private readonly limit: number = 4) {
    if (!Number.isInteger(limit) || limit < 1) {
      throw new RangeError(`limit is ${limit}, not a number from 1 on`);
    }
  }

  async add<T>(task: Task<T>, signal: AbortSignal): Promise<Outcome<T>> {
    while (this.running >= this.limit) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.running += 1;
    try {
      return { ok: true, value: await task.run(signal) };
    } catch (error) {
      console.warn(`${task.name}: ${error instanceof Error ? error.message : 'failed'}`);
      return { ok: false, error };
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }
}

/* Names of files such as "report-2026-11.csv". */
export function month(name: string): string | undefined {
  const match = /^report-(\d{4})-(\d\d)\.csv$/u.exec(name);
  return match === null ? undefined : `${match[1]}-${match[2]}`;
}
