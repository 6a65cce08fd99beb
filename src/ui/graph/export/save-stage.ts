/** Saves the stage as a file: SVG as it is written, PNG drawn from it at twice the size. */

import { saveFile } from '../../save-file.ts';
import type { Flow } from '../flow-builder.ts';
import { stageSvg, type StagePicture } from './stage-svg.ts';

/** Browsers draw no larger canvas than about this. */
const maxPixels = 32_000_000;
const sharpness = 2;

async function draw({ svg, width, height }: StagePicture): Promise<Blob> {
  const scale = Math.min(sharpness, Math.sqrt(maxPixels / (width * height)));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser gives no canvas');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the picture is too large for this browser');
  return blob;
}

/** `title` is written above the picture, which shows the moment `atMs`. */
export async function saveStage(flow: Flow, type: 'svg' | 'png', title: string, atMs: number): Promise<void> {
  const tokens = getComputedStyle(document.documentElement);
  const color = (token: string): string => tokens.getPropertyValue(token).trim() || '#888';
  const picture = stageSvg(flow, { color, atMs }, title);
  const blob = type === 'svg' ? new Blob([picture.svg], { type: 'image/svg+xml' }) : await draw(picture);
  saveFile(blob, `statefulset.${type}`);
}
