/** Manifests of real systems. Choosing one opens it as a file of the editor; it is applied when the reader says so. */

import { DropdownMenu } from 'radix-ui';
import type { ReactElement } from 'react';
import { openDialog, showNarrowTab } from '../page-store.ts';
import { useSession } from '../session-context.ts';
import './examples.css';

function ExampleItems(): ReactElement {
  const session = useSession();
  const open = async (id: string): Promise<void> => {
    if ((await session.openExample(id)) !== undefined) showNarrowTab('editor');
  };
  const topics = [...new Set(session.examples.map(({ topic }) => topic))];
  return (
    <>
      {topics.map((topic) => (
        <DropdownMenu.Group key={topic}>
          <DropdownMenu.Label className="menu-label">{topic}</DropdownMenu.Label>
          {session.examples
            .filter((example) => example.topic === topic)
            .map(({ id, title, description }) => (
              <DropdownMenu.Item key={id} className="menu-item example-item" onSelect={() => void open(id)}>
                <span>{title}</span>
                <span className="example-description">{description}</span>
              </DropdownMenu.Item>
            ))}
        </DropdownMenu.Group>
      ))}
      <DropdownMenu.Group>
        <DropdownMenu.Label className="menu-label">Your own</DropdownMenu.Label>
        <DropdownMenu.Item
          className="menu-item example-item"
          data-testid="import-cluster"
          onSelect={() => openDialog('import')}
        >
          <span>Import from a cluster …</span>
          <span className="example-description">Go on where a real StatefulSet stands, and try an edit.</span>
        </DropdownMenu.Item>
      </DropdownMenu.Group>
    </>
  );
}

export function ExamplesMenu(): ReactElement {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button" data-testid="examples">
        Examples
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6} collisionPadding={8}>
          <ExampleItems />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
