/** The progress line. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { meterOn } from '../../src/cli/meter.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const now = (states: number) =>
  ({ kind: 'states', states, transitions: 2 * states, depth: 7, queue: 12 }) as const;

describe('progress', () => {
  test('is one line, once a second, with states, speed, depth, queue, memory and time', () => {
    const written: string[] = [];
    const meter = meterOn({ write: text => written.push(text), width: () => 80 });
    meter.show(now(10));
    vi.advanceTimersByTime(2000);
    meter.show(now(5000));
    vi.advanceTimersByTime(500);
    meter.show(now(6000));
    expect(written).toHaveLength(1);
    expect(written[0]?.replace('\r\u001b[K', '')).toMatch(
      /^5000 states, 2500\/s, depth 7, queue 12, \d+ MB, 2 s$/,
    );
  });

  test('fits a terminal of 40 columns, and of 1', () => {
    for (const width of [40, 1]) {
      const written: string[] = [];
      const meter = meterOn({ write: text => written.push(text), width: () => width });
      vi.advanceTimersByTime(1000);
      meter.show(now(123456789));
      expect(written[0]?.replace('\r\u001b[K', '').length).toBeLessThan(width);
    }
  });

  test('is gone when something else is said', () => {
    const written: string[] = [];
    const meter = meterOn({ write: text => written.push(text), width: () => 80 });
    meter.clear();
    vi.advanceTimersByTime(1000);
    meter.show(now(1));
    meter.clear();
    meter.end();
    expect(written.slice(1)).toEqual(['\r\u001b[K']);
  });

  test('is nothing where there is no terminal', () => {
    const meter = meterOn(null);
    vi.advanceTimersByTime(5000);
    expect(() => meter.show(now(1))).not.toThrow();
  });
});
