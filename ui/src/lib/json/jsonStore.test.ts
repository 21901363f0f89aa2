import { describe, expect, test } from 'vitest';
import { JsonStore, sourceOf } from './jsonStore';
import { isLarge, type LargeValue } from './largeValue';

describe('big fields', () => {
  test('stay behind as handles and are read piecewise', async () => {
    const store = new JsonStore();
    const text = 'word '.repeat(40_000);
    const [row] = store.keepLarge([{ id: 'r', input: text, output: { a: 1 } }]) as [Record<string, unknown>];
    expect(row.id).toBe('r');
    expect(row.output).toEqual({ a: 1 });
    expect(isLarge(row.input)).toBe(true);
    const large = row.input as LargeValue;
    expect(large.kind).toBe('string');
    const source = store.source(large.handle);
    expect(await source.text([], 0, 4)).toEqual({ text: 'word', total: text.length });
  });

  test('a forgotten value is an error, not a wrong value', () => {
    const store = new JsonStore();
    const rows = store.keepLarge(Array.from({ length: 30 }, (_, i) => ({ input: String(i).repeat(4_000_000) }))) as Array<{
      input: LargeValue;
    }>;
    expect(() => store.source((rows[0] as { input: LargeValue }).input.handle)).toThrow('value-forgotten');
    expect(() => store.source((rows[29] as { input: LargeValue }).input.handle)).not.toThrow();
  });

  test('a value larger than all the room is kept until the next one comes', async () => {
    const store = new JsonStore();
    const large = store.keep('x'.repeat(101_000_000)) as LargeValue;
    expect(await store.source(large.handle).text([], 100_999_998, 10)).toEqual({ text: 'xx', total: 101_000_000 });
    store.keep('y'.repeat(70_000));
    expect(() => store.source(large.handle)).toThrow('value-forgotten');
  });
});

describe('a value at hand', () => {
  const source = sourceOf({ a: { Name: 'Ada' }, list: [1, 'adamant'] });
  test('finds names and texts regardless of case', async () => {
    expect(await source.search('ada')).toEqual([
      ['a', 'Name'],
      ['list', 1],
    ]);
    expect(await source.search('name')).toEqual([['a', 'Name']]);
  });
  test('gives strings as they are and the rest as JSON', async () => {
    expect((await source.text(['list', 1], 0, 100)).text).toBe('adamant');
    expect((await source.text(['a'], 0, 100)).text).toBe('{\n  "Name": "Ada"\n}');
  });
});
