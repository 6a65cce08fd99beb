/** The few pictograms of the page, drawn on a grid of 16. They are decoration: what they mean is said beside them. */

import type { ReactElement } from 'react';

const paths = {
  play: 'M5 3.2v9.6l8-4.8z',
  pause: 'M4.5 3h2.6v10H4.5zM8.9 3h2.6v10H8.9z',
  step: 'M4 3.2v9.6l6-4.8zM11 3h1.8v10H11z',
  stepBack: 'M12 3.2v9.6L6 8zM3.2 3H5v10H3.2z',
  settle: 'M2.5 3.2v9.6L8 8zM8 3.2v9.6L13.5 8z',
  now: 'M3 3.2v9.6l5.5-4.8zM8.5 3.2v9.6l4-4.8zM12.6 3H14v10h-1.4z',
  plus: 'M7.2 3h1.6v4.2H13v1.6H8.8V13H7.2V8.8H3V7.2h4.2z',
  minus: 'M3 7.2h10v1.6H3z',
  close: 'M4.1 3 8 6.9 11.9 3 13 4.1 9.1 8l3.9 3.9-1.1 1.1L8 9.1 4.1 13 3 11.9 6.9 8 3 4.1z',
  more: 'M8 2.6a1.4 1.4 0 110 2.8 1.4 1.4 0 010-2.8zm0 4a1.4 1.4 0 110 2.8 1.4 1.4 0 010-2.8zm0 4a1.4 1.4 0 110 2.8 1.4 1.4 0 010-2.8z',
  trash: 'M6.2 2h3.6l.7 1.2H13v1.4H3V3.2h2.5zM4 5.8h8l-.6 8.2H4.6zm2.2 1.4.3 5.4h1l-.3-5.4zm2.6 0-.3 5.4h1l.3-5.4z',
  chevron: 'M4.2 5.6 8 9.4l3.8-3.8 1 1L8 11.4 3.2 6.6z',
  copy: 'M5.5 2H13v8.5h-2V13H3V4.5h2.5zm1.4 1.4v1.1H11v4.6h.6V3.4zM4.4 5.9v5.7h5.2V5.9z',
  sun: 'M8 5a3 3 0 110 6 3 3 0 010-6zM7.3 1h1.4v2.4H7.3zm0 11.6h1.4V15H7.3zM1 7.3h2.4v1.4H1zm11.6 0H15v1.4h-2.4zM2.6 3.6l1-1 1.7 1.7-1 1zm8.1 8.1 1-1 1.7 1.7-1 1zm1-8.1 1.7 1 -1.7 1.7-1-1zM2.6 12.4l1.7-1.7 1 1-1.7 1.7z',
  moon: 'M13.4 9.9A6 6 0 016.1 2.6 6 6 0 108 14a6 6 0 005.4-4.1z',
  auto: 'M8 2a6 6 0 110 12A6 6 0 018 2zm0 1.4v9.2a4.6 4.6 0 000-9.2z',
  fit: 'M2 2h4v1.4H3.4V6H2zm8 0h4v4h-1.4V3.4H10zM2 10h1.4v2.6H6V14H2zm10.600 0H14v4h-4v-1.4h2.6z',
  image:
    'M2 3h12v10H2zm1.4 1.400v5.200l2.600-2.800 2.400 2.600 1.600-1.600 2.600 2.400V4.400zM10.400 5.400a1 1 0 110 2 1 1 0 010-2z',
  bookmark: 'M4 2h8v12l-4-3-4 3zm1.400 1.400v7.800L8 9.250l2.600 1.950V3.400z',
  warning: 'M8 1.8 15 14H1zM7.300 6v4h1.4V6zm0 5v1.4h1.4V11z',
  terminal:
    'M1.5 2.5h13v11h-13zm1.4 1.4v8.2h10.200V3.900zM4.300 5.300 7 8l-2.700 2.700-.9-.9L5.200 8 3.400 6.200zM7.500 9.800h4v1.200h-4z',
  search:
    'M6.800 2a4.800 4.800 0 013.800 7.700l3.300 3.300-1 1-3.300-3.300A4.800 4.800 0 116.800 2zm0 1.400a3.400 3.400 0 100 6.800 3.400 3.400 0 000-6.800z',
  edit: 'M10.700 2 14 5.300 5.600 13.700 2 14l.3-3.600zm0 2L3.700 11l-.1 1.400 1.400-.1 7-7z',
  external: 'M9 2h5v5h-1.400V4.400L7.500 9.500l-1-1 5.100-5.100H9zM3.400 4H7v1.400H4.400v6.200h6.200V9H12v4H3V4z',
  undo: 'M6.2 2.600 2.400 6.400l3.800 3.800V7.200h3.300a2.700 2.700 0 010 5.400H6v1.400h3.500a4.100 4.100 0 000-8.200H6.200z',
  redo: 'M9.800 2.600l3.800 3.800-3.800 3.800V7.200H6.500a2.700 2.700 0 000 5.400H10v1.400H6.500a4.100 4.100 0 010-8.200h3.300z',
  check: 'M6.4 11.800 2.8 8.200l1-1 2.600 2.600 5.800-5.800 1 1z',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }): ReactElement {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}
