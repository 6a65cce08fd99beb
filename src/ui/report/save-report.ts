/** Saving a session as a report: a folder with Markdown and pictures, or one HTML file that holds everything. */

import { toZip } from '../../session/export/zip.ts';
import { reportDocument } from '../../session/report/report-document.ts';
import { reportFolder } from '../../session/report/report-folder.ts';
import { toHtml } from '../../session/report/to-html.ts';
import type { Session } from '../../session/session-contract.ts';
import { saveFile } from '../save-file.ts';
import { pageView } from '../share/page-view.ts';
import { momentPicture } from './moment-picture.ts';
import style from './report.css?inline';

export async function saveReport(session: Session, form: 'markdown' | 'html'): Promise<void> {
  try {
    const tell = await session.reporter();
    const view = pageView();
    const report = tell(window.location.href, view);
    if (form === 'markdown') {
      const folder = reportFolder(report, session.shared(view), momentPicture);
      saveFile(new Blob([toZip(folder)], { type: 'application/zip' }), `${folder.name}.zip`);
      return;
    }
    const blocks = reportDocument(report, { pictureOf: momentPicture, sessionFile: undefined });
    saveFile(new Blob([toHtml(blocks, report.title, style)], { type: 'text/html' }), 'statefulset-report.html');
  } catch (error) {
    session.notify('error', `The report could not be made: ${error instanceof Error ? error.message : String(error)}`);
  }
}
