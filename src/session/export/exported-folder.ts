/** A folder to be saved: its name and its files. */

export interface ExportedFile {
  /** Within the folder, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly isExecutable?: boolean;
}

export interface ExportedFolder {
  readonly name: string;
  readonly files: readonly ExportedFile[];
}
