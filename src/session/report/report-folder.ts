/** A report as a folder: the document in Markdown, its pictures, and the session, which the playground opens again. */

import type { ExportedFolder } from '../export/exported-folder.ts';
import { sharedFileSuffix, toSharedFile } from '../share/shared-file.ts';
import type { SharedSession } from '../share/shared-session.ts';
import type { ReportPicture } from './report-blocks.ts';
import { reportDocument, type DocumentOptions } from './report-document.ts';
import type { SessionReport } from './session-report.ts';
import { toMarkdown } from './to-markdown.ts';

const sessionFile = `session${sharedFileSuffix}`;

export function reportFolder(
  report: SessionReport,
  shared: SharedSession,
  pictureOf: DocumentOptions['pictureOf'],
): ExportedFolder {
  const pictures = new Map<string, ReportPicture>();
  const keep: DocumentOptions['pictureOf'] = (moment) => {
    const picture = pictureOf(moment);
    if (picture) pictures.set(picture.path, picture);
    return picture;
  };
  const markdown = toMarkdown(reportDocument(report, { pictureOf: keep, sessionFile }));
  return {
    name: 'statefulset-report',
    files: [
      { path: 'report.md', text: markdown },
      ...[...pictures.values()].map(({ path, svg }) => ({ path, text: svg })),
      { path: sessionFile, text: toSharedFile(shared) },
    ],
  };
}
