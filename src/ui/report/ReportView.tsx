/** A report's blocks on the page, which is printed so. */

import type { ReactElement } from 'react';
import { printableLine, printableText } from '../../lib/printable-text.ts';
import type { Block, Inline, Line, ReportPicture } from '../../session/report/report-blocks.ts';

function InlineView({ inline }: { readonly inline: Inline }): ReactElement {
  if (typeof inline === 'string') return <>{printableText(inline)}</>;
  if ('code' in inline) return <code>{printableLine(inline.code)}</code>;
  if ('strong' in inline) return <strong>{printableLine(inline.strong)}</strong>;
  return <a href={inline.address}>{printableLine(inline.link)}</a>;
}

function LineView({ line }: { readonly line: Line }): ReactElement {
  return (
    <>
      {line.map((inline, index) => (
        <InlineView key={index} inline={inline} />
      ))}
    </>
  );
}

/** Its shapes stand in the page itself: a picture that is still being loaded would not be printed. */
function PictureView({ picture }: { readonly picture: ReportPicture }): ReactElement {
  const draw = (figure: HTMLElement | null): void => {
    const { documentElement } = new DOMParser().parseFromString(picture.svg, 'image/svg+xml');
    figure?.replaceChildren(document.importNode(documentElement, true));
  };
  return <figure role="img" aria-label={picture.text} ref={draw} />;
}

function BlockView({ block }: { readonly block: Block }): ReactElement {
  switch (block.type) {
    case 'heading': {
      const Heading = `h${block.level}` as const;
      return <Heading>{printableLine(block.text)}</Heading>;
    }
    case 'text':
      return (
        <p>
          <LineView line={block.line} />
        </p>
      );
    case 'list':
      return (
        <ul>
          {block.items.map(({ line, more = [] }, index) => (
            <li key={index}>
              <LineView line={line} />
              {more.length > 0 ? (
                <ul>
                  {more.map((below, place) => (
                    <li key={place}>
                      <LineView line={below} />
                    </li>
                  ))}
                </ul>
              ) : null}
            </li>
          ))}
        </ul>
      );
    case 'code':
      return (
        <pre className={`is-${block.language}`}>
          <code>{printableText(block.text)}</code>
        </pre>
      );
    case 'picture':
      return <PictureView picture={block.picture} />;
  }
}

export function ReportView({ blocks }: { readonly blocks: readonly Block[] }): ReactElement {
  return (
    <main className="report">
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </main>
  );
}
