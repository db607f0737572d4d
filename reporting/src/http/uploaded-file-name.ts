const MAX_FILE_NAME = 255;

/** The name of an uploaded file as the person's own machine has it, for showing only; anything unreadable is the kind's own name. */
export function uploadedFileName(header: string | undefined, otherwise: string): string {
  try {
    const name = decodeURIComponent(header ?? '').replaceAll(/[\p{Cc}\p{Cf}]/gu, '');
    return name === '' ? otherwise : name.slice(0, MAX_FILE_NAME).toWellFormed();
  } catch {
    return otherwise;
  }
}
