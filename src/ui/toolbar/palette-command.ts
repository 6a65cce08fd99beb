/** What can be chosen in the palette. */

export interface PaletteCommand {
  readonly label: string;
  readonly hint?: string;
  readonly run: () => void;
}
