// The reader of QR codes, apart: it is loaded only when somebody switches the camera on.
export { default } from "jsqr";
