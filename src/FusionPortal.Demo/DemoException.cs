namespace FusionPortal.Demo;

/// <summary>Something the person who starts the demo can act on. The message is all that is shown.</summary>
public sealed class DemoException(string message, Exception? inner = null) : Exception(message, inner);
