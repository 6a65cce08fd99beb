import { describe, expect, it } from 'vitest';
import { alignTabs, createTabwriter, describeLayout, tableLayout } from './tabwriter.ts';

describe('tabwriter', () => {
  it('pads table cells to at least six and leaves the last one alone', () => {
    expect(alignTabs('NAME\tREADY\tAGE\nweb\t3/3\t5m12s\n', tableLayout)).toBe(
      'NAME   READY   AGE\nweb    3/3     5m12s\n',
    );
  });

  it('aligns unrelated blocks apart', () => {
    const text =
      'Name:\tweb\nPod Template:\n  Labels:\tapp=nginx\n  Containers:\n   nginx:\n    Image:\tx\n    Host Port:\ty\n';
    expect(alignTabs(text, describeLayout)).toBe(
      'Name:  web\nPod Template:\n  Labels:  app=nginx\n  Containers:\n   nginx:\n    Image:      x\n    Host Port:  y\n',
    );
  });

  it('ends a column where a line lacks it, whatever the columns left of it do', () => {
    expect(alignTabs('aa\tb\tc\na\tbbb\n aaaa\tb\tc\n', describeLayout)).toBe('aa     b  c\na      bbb\n aaaa  b  c\n');
  });

  it('gives an empty cell its padding', () => {
    expect(alignTabs('Name\t\tAge\n', describeLayout)).toBe('Name    Age\n');
  });

  it('remembers widths across flushes', () => {
    const writer = createTabwriter(tableLayout);
    writer.write('NAME\tSTATUS\tAGE\n');
    expect(writer.flush()).toBe('NAME   STATUS   AGE\n');
    writer.write('web-0\tContainerCreating\t0s\n');
    expect(writer.flush()).toBe('web-0   ContainerCreating   0s\n');
    writer.write('web-0\tRunning\t1s\n');
    expect(writer.flush()).toBe('web-0   Running             1s\n');
  });

  it('counts code points, not code units', () => {
    expect(alignTabs('🙂\tx\nab\ty\n', describeLayout)).toBe('🙂   x\nab  y\n');
  });
});
