/** Where the time of a run goes: milliseconds by phase, in the order in which phases first began. */
export class Clock {
  readonly #spent = new Map<string, number>();

  /** Runs a piece of work and adds its time to a phase; what other phases count meanwhile is theirs. */
  time<T>(phase: string, work: () => T): T {
    const start = performance.now();
    const before = this.#sum();
    try {
      return work();
    } finally {
      this.add(phase, performance.now() - start - (this.#sum() - before));
    }
  }

  /** The same for work that waits. */
  async timeAsync<T>(phase: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const before = this.#sum();
    try {
      return await work();
    } finally {
      this.add(phase, performance.now() - start - (this.#sum() - before));
    }
  }

  add(phase: string, milliseconds: number): void {
    this.#spent.set(phase, (this.#spent.get(phase) ?? 0) + milliseconds);
  }

  /** Since the process began. */
  get totalMilliseconds(): number {
    return performance.now();
  }

  #sum(): number {
    let sum = 0;
    for (const milliseconds of this.#spent.values()) sum += milliseconds;
    return sum;
  }

  get phases(): ReadonlyMap<string, number> {
    return this.#spent;
  }
}
