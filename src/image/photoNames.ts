const PHOTO_NAME = /\.(png|apng|jpe?g|jpe|jfif|webp|avif|gif|bmp|dib|tiff?|heic|heif)$/i;
const SYSTEM_FILE = /^(\..*|__MACOSX|thumbs\.db|desktop\.ini)$/i;

/** Whether a path with forward slashes lies outside what systems hide or add by themselves. */
export const isVisible = (path: string): boolean => !path.split('/').some((part) => SYSTEM_FILE.test(part));

/** Whether a file is called as photos are. */
export const isPhotoName = (path: string): boolean => PHOTO_NAME.test(path) && isVisible(path);
