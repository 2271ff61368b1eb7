@echo off
rem Runs the gan command of this distribution. JAVA_HOME names the Java to use (17 or newer), GAN_JAVA_OPTS adds flags
rem for it, GAN_PLUGINS adds jars or folders of plugins, separated by semicolons.
setlocal EnableExtensions DisableDelayedExpansion

for %%i in ("%~dp0..") do set "gan_lib=%%~fi\lib"

rem A quotation mark in these variables would end the quoted texts below.
set "gan_java=java"
if defined JAVA_HOME set "JAVA_HOME=%JAVA_HOME:"=%"
if defined JAVA_HOME set "gan_java=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%gan_java%" (
  echo gan: JAVA_HOME: "%JAVA_HOME%" has no bin\java.exe. Set it to the folder of a JDK 17 or newer, or unset it>&2
  exit /b 1
)
if not defined JAVA_HOME (
  where java >nul 2>&1
  if errorlevel 1 (
    echo gan: java: is not on the PATH. Install a JDK 17 or newer, or set JAVA_HOME to its folder>&2
    exit /b 1
  )
)

rem An empty entry of a class path means the current folder; Java skips it if the list begins and ends with an entry.
set "gan_path=%gan_lib%\*"
if not defined GAN_PLUGINS goto plugins_read
set "gan_entries=%GAN_PLUGINS:"=%;"
:next_empty
set "gan_squeezed=%gan_entries:;;=;%"
if not "%gan_squeezed%"=="%gan_entries%" (
  set "gan_entries=%gan_squeezed%"
  goto next_empty
)
if "%gan_entries:~0,1%"==";" set "gan_entries=%gan_entries:~1%"
if defined gan_entries set "gan_path=%gan_path%;%gan_entries:~0,-1%"
:plugins_read

rem --with NAME before the verb, and the names in GAN_ENGINES, fetch native libraries; each is a line of what the class below prints.
rem The arguments cannot be put together again from %%1, %%2, ..., which lack equals signs. So Java gets all, and skips --with NAME.
set "gan_with=%GAN_ENGINES:,= %"
if not defined GAN_ENGINES set "gan_with="
:next_with
if not "%~1"=="--with" goto with_read
set "gan_with=%gan_with% %~2"
shift
shift
goto next_with
:with_read
set "gan_verb=%~1"
if not defined gan_with goto libraries_read
set "gan_list=%TEMP%\gan-with-%RANDOM%.txt"
"%gan_java%" -cp "%gan_lib%\*" org.ganlib.cli.with.Libraries %gan_with% >"%gan_list%"
if not errorlevel 1 goto libraries_named
set "gan_code=%ERRORLEVEL%"
del "%gan_list%"
exit /b %gan_code%
:libraries_named
for /f "usebackq delims=" %%f in ("%gan_list%") do call set "gan_path=%%gan_path%%;%%f"
del "%gan_list%"
:libraries_read

rem OpenMP allows a list, for nested teams; ND4J reads one number. The first is that of the outermost team.
if defined OMP_NUM_THREADS for /f "tokens=1 delims=, " %%t in ("%OMP_NUM_THREADS%") do set "OMP_NUM_THREADS=%%t"

rem Commands that only look things up are over before an optimising compiler would pay.
set "gan_compiler="
for %%c in (list describe help config completion manual) do if "%gan_verb%"=="%%c" set "gan_compiler=-XX:TieredStopAtLevel=1"

set "gan_revision="
if exist "%gan_lib%\revision" for /f "usebackq delims=" %%r in ("%gan_lib%\revision") do set "gan_revision=%%r"

"%gan_java%" %gan_compiler% -XX:+UseSerialGC -Xmn192m -Xshare:auto -Xlog:disable -Xlog:all=error:stderr -XX:+IgnoreUnrecognizedVMOptions -Djava.awt.headless=true -Dorg.nd4j.log.initialization=false -Dgan.revision="%gan_revision%" -Dgan.terminal=false -Dgan.with=true %GAN_JAVA_OPTS% -cp "%gan_path%" org.ganlib.cli.Gan %*
exit /b %ERRORLEVEL%
