/** The bundled lessons, for the menu. Their texts are files that are served beside the page (public/lessons). */

export interface BundledLesson {
  /** Name of its file without `.yaml`, and in links: `?lesson=<id>`. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
}

export const bundledLessons: readonly BundledLesson[] = [];
