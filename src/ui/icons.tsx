/**
 * Pictograms of the first load, drawn on a grid of 16; all-icons.tsx has the rest. They are decoration: what they mean is
 * said beside them.
 */

import type { ReactElement } from 'react';

export const firstPaths = {
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
  fit: 'M2 2h4v1.4H3.4V6H2zm8 0h4v4h-1.4V3.4H10zM2 10h1.4v2.6H6V14H2zm10.600 0H14v4h-4v-1.4h2.6z',
  image:
    'M2 3h12v10H2zm1.4 1.400v5.200l2.600-2.800 2.400 2.600 1.600-1.600 2.600 2.400V4.400zM10.400 5.400a1 1 0 110 2 1 1 0 010-2z',
  bookmark: 'M4 2h8v12l-4-3-4 3zm1.400 1.400v7.800L8 9.250l2.600 1.950V3.400z',
  warning: 'M8 1.8 15 14H1zM7.300 6v4h1.4V6zm0 5v1.4h1.4V11z',
  external: 'M9 2h5v5h-1.400V4.400L7.500 9.500l-1-1 5.100-5.100H9zM3.400 4H7v1.400H4.400v6.200h6.200V9H12v4H3V4z',
} as const;

/** The pictogram of a path. */
export function Pictogram({ path, size = 16 }: { readonly path: string; readonly size?: number }): ReactElement {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={path} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}

export type FirstIconName = keyof typeof firstPaths;

export function Icon({ name, size }: { readonly name: FirstIconName; readonly size?: number }): ReactElement {
  return <Pictogram path={firstPaths[name]} size={size} />;
}
