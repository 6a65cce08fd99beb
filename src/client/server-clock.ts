/** The time of a server, as the `Date` of its answers tells it: with it ages are right although the own clock is wrong. */

/** `Date` tells whole seconds. */
const precisionMs = 1000;

export class ServerClock {
  #aheadMs = 0;

  /** Milliseconds since the Unix epoch, by the server's clock. */
  nowMs(): number {
    return Date.now() + this.#aheadMs;
  }

  /**
   * Hears the `Date` of an answer that was asked for and came at these moments of the own clock. Between them the server
   * wrote it: that bounds the difference of the clocks, and what was known of it is kept within those bounds.
   */
  hear(date: string | null, sentMs: number, receivedMs: number): void {
    const dateMs = date === null ? Number.NaN : Date.parse(date);
    if (Number.isNaN(dateMs)) return;
    const least = dateMs - receivedMs;
    const most = dateMs + precisionMs - sentMs;
    this.#aheadMs = Math.min(most, Math.max(least, this.#aheadMs));
  }
}
