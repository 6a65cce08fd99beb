/** The Markdown of a lesson as elements: text never becomes markup. */

import { useMemo, type ReactElement } from 'react';
import { parseInline, parseMarkdown, type Block, type Inline } from '../../lessons/markdown.ts';

function toElement(inline: Inline, key: number): ReactElement | string {
  switch (inline.type) {
    case 'text':
      return inline.text;
    case 'code':
      return <code key={key}>{inline.text}</code>;
    case 'strong':
      return <strong key={key}>{inline.children.map(toElement)}</strong>;
    case 'em':
      return <em key={key}>{inline.children.map(toElement)}</em>;
    case 'link':
      return (
        <a key={key} href={inline.url} target="_blank" rel="noopener noreferrer">
          {inline.children.map(toElement)}
        </a>
      );
  }
}

function toBlock(block: Block, key: number): ReactElement {
  if (block.type === 'code') {
    return (
      <pre key={key} tabIndex={0}>
        {block.text}
      </pre>
    );
  }
  if (block.type === 'paragraph') return <p key={key}>{block.children.map(toElement)}</p>;
  const items = block.items.map((item, index) => <li key={index}>{item.map(toElement)}</li>);
  return block.ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>;
}

export function Prose({ text }: { readonly text: string }): ReactElement {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  return <div className="lesson-prose">{blocks.map(toBlock)}</div>;
}

/** One line of it: code, emphasis and links, no paragraphs. */
export function ProseLine({ text }: { readonly text: string }): ReactElement {
  const parts = useMemo(() => parseInline(text), [text]);
  return <>{parts.map(toElement)}</>;
}
