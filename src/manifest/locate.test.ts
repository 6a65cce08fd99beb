import { describe, expect, it } from 'vitest';
import { locateField, locateKey } from './locate.ts';
import { isFault, readManifest } from './read-manifest.ts';

const text = `# two objects
apiVersion: v1
kind: Service
metadata: {name: web}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
  labels:
    app.kubernetes.io/name: nginx
spec:
  replica: 3
  template:
    spec:
      containers:
        - name: nginx
          image: nginx:1.25
        - {name: side, image: "busybox"}
`;

function shown(document: number, path: string, find = locateField): string | undefined {
  const part = readManifest(text).parts[document]!;
  if (isFault(part)) throw new Error(part.message);
  const range = find(part, path);
  return range && text.slice(range.from, range.to);
}

describe('locateField', () => {
  it('finds values written on one line', () => {
    expect(shown(1, 'spec.template.spec.containers[0].image')).toBe('nginx:1.25');
    expect(shown(1, 'spec.template.spec.containers[1].image')).toBe('"busybox"');
    expect(shown(1, 'metadata.labels[app.kubernetes.io/name]')).toBe('nginx');
    expect(shown(0, 'metadata.name')).toBe('web');
  });

  it('shows the key of what spans lines, and the nearest parent of what is missing', () => {
    expect(shown(1, 'spec.template.spec.containers')).toBe('containers');
    expect(shown(1, 'spec.selector')).toBe('spec');
    expect(shown(1, 'spec.template.metadata.labels')).toBe('template');
  });
});

describe('locateKey', () => {
  it('finds the key itself, for unknown fields', () => {
    expect(shown(1, 'spec.replica', locateKey)).toBe('replica');
    expect(shown(1, 'spec.nope', locateKey)).toBeUndefined();
  });
});
