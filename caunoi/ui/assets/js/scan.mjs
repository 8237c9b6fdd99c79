// Reads a QR code with the camera, after a click, and puts what it says into the page's code field. Pictures stay here.
const part = document.querySelector("[data-scan]");

function start(part) {
  const find = (name) => part.querySelector(`[data-scan-${name}]`);
  const [begin, view, stop, state] = ["start", "view", "stop", "state"].map(find);
  const video = view.querySelector("video");
  const canvas = document.createElement("canvas");
  const code = document.querySelector("#code");
  let stream = null;

  const end = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    view.hidden = true;
    begin.hidden = false;
    state.textContent = "";
  };

  const look = (read) => {
    if (!stream) return;
    const scale = Math.min(1, 800 / (video.videoWidth || 800));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    if (canvas.width && canvas.height) {
      const pen = canvas.getContext("2d", { willReadFrequently: true });
      pen.drawImage(video, 0, 0, canvas.width, canvas.height);
      const picture = pen.getImageData(0, 0, canvas.width, canvas.height);
      const found = read(picture.data, picture.width, picture.height);
      if (found?.data) {
        end();
        code.value = found.data;
        return code.form.requestSubmit();
      }
    }
    setTimeout(() => requestAnimationFrame(() => look(read)), 150);
  };

  begin.addEventListener("click", async () => {
    try {
      const [asked, reader] = await Promise.all([
        navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }), import(part.dataset.reader),
      ]);
      stream = asked;
      video.srcObject = stream;
      view.hidden = false;
      begin.hidden = true;
      state.textContent = state.dataset.textAim;
      await video.play();
      look(reader.default.default ?? reader.default);
    } catch {
      end();
      state.textContent = state.dataset.textRefused;
    }
  });
  stop.addEventListener("click", end);
  part.hidden = false;
}

if (part && navigator.mediaDevices?.getUserMedia) start(part);
