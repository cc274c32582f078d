// The exported page unpacks the recording it carries and puts it on the stage.
{
  const stage = document.getElementById("stage");
  const asked = stage.dataset.hide ? { hide: true } : {};
  try {
    const recording = parse(await unpack(document.getElementById("recording").textContent));
    const layout = JSON.parse(document.getElementById("layout").textContent);
    window.player = mount(stage, recording, { focus: true, guide: true, layout, ...asked });
  } catch (problem) {
    refuse(stage, problem instanceof Error ? problem.message : "This recording cannot be shown.");
  }
}
